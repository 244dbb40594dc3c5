import nodemailer from "nodemailer";
import type { MailSender } from "../../domains/messages/index.ts";

/** Mails through an SMTP server. The Message-ID is the mail's own id: a repeated delivery is recognised as the same. */
export function smtpSender(url: string, from: string): MailSender {
  const transport = nodemailer.createTransport(url, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never);
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
