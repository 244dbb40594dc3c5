import { StartRefusal } from "../errors.ts";

/** Runs a step of the start at a PostgreSQL; what the operator can mend becomes a sentence, all else stays a defect. */
export async function tellingWhy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const sentence = error instanceof StartRefusal ? undefined : sentenceFor(error);
    throw sentence === undefined ? error : new StartRefusal(sentence);
  }
}

/** By the code of the system or of PostgreSQL (appendix A of its manual). */
function sentenceFor(error: unknown): string | undefined {
  const { code, message } = rootOf(error);
  if (code === "42P01" || code === "3F000" || message === 'role "allmende_app" does not exist')
    return "The database is not laid out for this version. Run: npx allmende migrate";
  switch (code) {
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "ENOENT":
    case "EAI_AGAIN":
    case "ETIMEDOUT":
    case "ECONNRESET":
      return `The PostgreSQL of DATABASE_URL does not answer (${message}). Start it, or correct DATABASE_URL.`;
    case "28P01":
    case "28000":
      return `PostgreSQL refused the sign-in (${message}). Correct user and password in DATABASE_URL and DATABASE_OWNER_URL.`;
    case "3D000":
      return `The database of DATABASE_URL is not there (${message}). Create it, or correct DATABASE_URL.`;
    case "42501":
      return (
        `The database user lacks a right (${message}). The owner of the database may lay it out once these were run by a superuser:\n` +
        "  create role allmende_app login nosuperuser nobypassrls noinherit;\n" +
        "  grant allmende_app to <owner>; alter database <database> owner to <owner>;\n" +
        "Name the owner in DATABASE_OWNER_URL and the role allmende_app in DATABASE_URL."
      );
    case "53300":
      return `PostgreSQL has no free connection (${message}). Raise max_connections, or stop other programs.`;
    default:
      return undefined;
  }
}

/** Several addresses of a host fail as one error with a list. */
function rootOf(error: unknown): { code?: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return rootOf(error.cause);
  return error instanceof Error ? (error as Error & { code?: string }) : { message: String(error) };
}
