/** A test that this machine cannot run says so loudly; with CI=true leaving out is a failure. */
export function leftOut(what: string, why: string): void {
  if (process.env.CI === "true") throw new Error(`${what} cannot be tested here: ${why}`);
  console.warn(`\n!!! LEFT OUT: ${what}. ${why}\n`);
}
