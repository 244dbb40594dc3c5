import type { Io } from "./command.ts";

/** What the person at the keyboard can mend: a sentence that says what to do. */
export class BadInput extends Error {}

/** Runs a command; bad input and unknown options become a sentence and exit code 2, everything else is a defect. */
export async function telling(io: Io, usage: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BadInput) {
      io.err(error.message);
      return 2;
    }
    if (isParseError(error)) {
      io.err(`${error.message.split(". ")[0]}.\nUse it like this: ${usage}`);
      return 2;
    }
    throw error;
  }
}

function isParseError(error: unknown): error is Error {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
