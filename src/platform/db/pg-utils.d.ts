declare module "pg/lib/utils.js" {
  /** A value as the protocol carries it: text, bytes or null. Throws for what has no such form. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
