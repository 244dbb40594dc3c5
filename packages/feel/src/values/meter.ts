/** Who walks through a value pays for each step. */
export interface Meter {
  spend(steps: number): void;
}
