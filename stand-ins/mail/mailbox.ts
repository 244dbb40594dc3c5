import PostalMime, { type Email } from "postal-mime";

/** One received mail: who it was really handed over for, the bytes, and what they mean. */
export type Mail = {
  id: number;
  receivedAt: Date;
  /** The recipients of the envelope: blind copies stand only here. */
  to: string[];
  from: string;
  raw: Buffer;
  email: Email;
};

const MOST_MAILS = 500;
const MOST_BYTES = 200_000_000;

/** The last 500 mails, and at most 200 MB of them; older ones are forgotten. */
export class Mailbox {
  #mails: Mail[] = [];
  #nextId = 1;

  async add(from: string, to: string[], raw: Buffer): Promise<void> {
    const email = await PostalMime.parse(raw);
    this.#mails.unshift({ id: this.#nextId++, receivedAt: new Date(), from, to, raw, email });
    let bytes = 0;
    this.#mails = this.#mails.filter((mail, index) => index < MOST_MAILS && (bytes += mail.raw.length) <= MOST_BYTES);
  }

  /** Newest first; with `to` only those for this address. */
  list(to = ""): Mail[] {
    const wanted = to.trim().toLowerCase();
    return wanted
      ? this.#mails.filter((mail) => mail.to.some((address) => address.toLowerCase() === wanted))
      : this.#mails;
  }

  find(id: number): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.#mails = [];
  }
}

/** A mail as tests read it. */
export function toJson({ id, receivedAt, from, to, email }: Mail) {
  return {
    id,
    receivedAt: receivedAt.toISOString(),
    from,
    to,
    subject: email.subject ?? "",
    text: email.text ?? "",
    html: email.html ?? "",
    headers: email.headers.map(({ key, value }) => ({ key, value })),
    attachments: email.attachments.map(({ filename, mimeType }, index) => ({
      filename,
      mimeType,
      url: `/mails/${id}/attachments/${index}`,
    })),
  };
}
