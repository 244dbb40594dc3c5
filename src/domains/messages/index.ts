export { claimMessages, listInbox, listMessages, markRead, sendMessage, type Message } from "./message.ts";
export { deliverMail, mail, oneLine, sendMailJob, type MailSender } from "./mail.ts";
