export { claimMessages, listInbox, listMessages, markRead, sendMessage, type Message } from "./message.ts";
export {
  deliverMail,
  forgetMails,
  mail,
  isMailAddress,
  mailAsked,
  oneLine,
  plainName,
  sendMailJob,
  type MailSender,
} from "./mail.ts";
export { holdings } from "./holdings.ts";
