import { getRequestListener } from "@hono/node-server";
import { listen, type Running } from "../web/listen.ts";
import { mailPages } from "./mail-pages.ts";
import { Mailbox, toJson } from "./mailbox.ts";
import { listenSmtp, willing, type Behaviour } from "./smtp.ts";

export type { Behaviour };
export type ReadMail = ReturnType<typeof toJson>;

export type Options = { port?: number; smtpPort?: number; behaviour?: Partial<Behaviour> };

/** `url` and `port` are the page to read mails, `smtpPort` is where to send them. Over HTTP: `/mails.json?to=`, `DELETE /mails`, `PUT /control/behaviour`. */
export type MailServer = Running & {
  smtpPort: number;
  /** Newest first; with `to` only those for this address. */
  mails(to?: string): ReadMail[];
  clear(): void;
  /** Changes what is given, keeps the rest; `setBehaviour()` makes it willing again. */
  setBehaviour(behaviour?: Partial<Behaviour>): void;
};

/** Starts an SMTP server and the page that shows what it received. */
export async function start(options: Options = {}): Promise<MailServer> {
  const mailbox = new Mailbox();
  let behaviour: Behaviour = { ...willing, ...options.behaviour };
  const setBehaviour = (change?: Partial<Behaviour>) => {
    behaviour = change ? { ...behaviour, ...change } : willing;
  };
  const app = mailPages(mailbox);
  app.put("/control/behaviour", async (context) => {
    setBehaviour(await context.req.json<Partial<Behaviour>>());
    return context.json(behaviour);
  });

  const smtp = await listenSmtp(mailbox, () => behaviour, options.smtpPort);
  const web = await listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }), options.port).catch(
    async (error: unknown) => {
      await smtp.close();
      throw error;
    },
  );
  return {
    url: web.url,
    port: web.port,
    smtpPort: smtp.port,
    mails: (to) => mailbox.list(to).map(toJson),
    clear: () => mailbox.clear(),
    setBehaviour,
    close: async () => void (await Promise.all([smtp.close(), web.close()])),
  };
}
