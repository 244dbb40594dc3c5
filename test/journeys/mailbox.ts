import { expect, inject } from "vitest";

/** Waits until a mail to this address has come that says so, in its subject or its text; the answer is the mail. */
export async function expectMail(address: string, saying: string): Promise<string> {
  const received = async (): Promise<string[]> => {
    const answer = await fetch(`${inject("world").mails}/mails.json?to=${encodeURIComponent(address)}`);
    const mails = (await answer.json()) as { subject: string; text: string }[];
    return mails.map(({ subject, text }) => `${subject}\n${text}`);
  };
  await expect.poll(received, { timeout: 20_000, interval: 200 }).toContainEqual(expect.stringContaining(saying));
  return (await received()).find((mail) => mail.includes(saying))!;
}
