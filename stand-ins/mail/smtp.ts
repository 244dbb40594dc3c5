import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { AddressInfo } from "node:net";
import type { Mailbox } from "./mailbox.ts";

/** How the mail server misbehaves; everything at its default takes all mail at once. */
export type Behaviour = {
  /**
   * `reject`: every recipient is refused for good (550). `greylist`: each recipient is refused for now (451) the first time.
   * `drop`: the mail is taken, but the connection ends before that is said. `silent`: the mail is never answered.
   */
  answer: "accept" | "reject" | "greylist" | "drop" | "silent";
  /** Waits so long before it says that a mail is taken. */
  delayMs: number;
};

export const willing: Behaviour = { answer: "accept", delayMs: 0 };

export type Smtp = { port: number; close(): Promise<void> };

const MOST_BYTES_PER_MAIL = 30_000_000;

/** An SMTP server on 127.0.0.1 without TLS; any user name and password will do, none as well. */
export async function listenSmtp(mailbox: Mailbox, behaviour: () => Behaviour, port = 0): Promise<Smtp> {
  const seen = new Set<string>();
  const server = new SMTPServer({
    name: "probe-post.localhost",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: MOST_BYTES_PER_MAIL,
    closeTimeout: 50,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? "" }),
    onRcptTo(address, _session, callback) {
      const { answer } = behaviour();
      if (answer === "reject") return callback(refusal(550, "Empfänger unbekannt (Probe)"));
      const known = seen.has(address.address);
      seen.add(address.address);
      return callback(answer === "greylist" && !known ? refusal(451, "Bitte später noch einmal (Probe)") : null);
    },
    onData(stream, session, callback) {
      void take(stream, session, callback);
    },
  });

  /** A sender that breaks off in the middle of a mail, or a mail nobody can parse, must not end the process. */
  async function take(...call: Parameters<typeof receive>): Promise<void> {
    try {
      await receive(...call);
    } catch (error) {
      call[2](error instanceof Error ? error : new Error(String(error)));
    }
  }

  async function receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null) => void,
  ) {
    const chunks: Buffer[] = [];
    let bytes = 0;
    // A mail that is too large is read to its end and forgotten, as the protocol wants it.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= MOST_BYTES_PER_MAIL) chunks.push(chunk);
    }
    if (bytes > MOST_BYTES_PER_MAIL) return callback(refusal(552, "Die Mail ist zu groß (Probe)"));
    const { answer, delayMs } = behaviour();
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
    await mailbox.add(
      from,
      session.envelope.rcptTo.map((recipient) => recipient.address),
      Buffer.concat(chunks),
    );
    if (answer === "silent") return undefined;
    if (answer === "drop") return dropConnection(session);
    return callback();
  }

  function dropConnection(session: SMTPServerSession): void {
    for (const connection of server.connections as Set<Connection>)
      if (connection.session === session || connection.id === session.id) connection._socket.destroy();
  }

  // A client that breaks off is what these tests are about, not an error of this server.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Connection = { id: string; session: SMTPServerSession; _socket: { destroy(): void } };

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
