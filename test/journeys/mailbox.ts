import { expect, inject } from "vitest";

interface Mail {
  id: number;
  subject: string;
  text: string;
}

/** The first mail to this address that says so, as soon as it has come. */
export async function mailTo(address: string, says: (text: string) => boolean): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${inject("world").mails}/mails.json?to=${encodeURIComponent(address)}`);
        const mails = (await answer.json()) as Mail[];
        return (found = mails.find(({ subject, text }) => says(`${subject}\n${text}`))) !== undefined;
      },
      { timeout: 15_000, interval: 200 },
    )
    .toBe(true);
  return found!;
}
