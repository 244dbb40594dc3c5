import nodemailer from "nodemailer";
import type { MailSender } from "../../domains/messages/index.ts";

/** Without a wire there is nobody to listen: a relay on this machine need not speak TLS. */
const onThisMachine = (url: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/** Mails through an SMTP server. The Message-ID is the mail's own id: a repeated delivery is recognised as the same. */
export function smtpSender(url: string, from: string): MailSender {
  const transport = nodemailer.createTransport({
    url,
    requireTLS: !onThisMachine(url),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ id, to, subject, text }) {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
  };
}
