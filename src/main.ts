/** Wires everything; the only file that knows all rooms. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { smtpSender } from "./adapters/smtp/smtp-sender.ts";
import { clamavScanner } from "./adapters/clamav/clamav-scanner.ts";
import { oidcProvider } from "./adapters/oidc/oidc-client.ts";
import { xbezahldiensteProvider } from "./adapters/xbezahldienste/provider.ts";
import {
  acceptPayment,
  applicationReceived,
  applicationWithdrawn,
  attachmentInfected,
  expireDrafts,
  forgetAnswers,
  forgetTries,
  holdings as applicationHoldings,
  lapse,
  lapseJob,
  remindOfDrafts,
  rescanAttachments,
  scanAttachment,
  scanAttachmentJob,
  supplementReceived,
  tellLapse,
  type Scanner,
} from "./domains/applications/index.ts";
import {
  catchUpDeemed,
  deemedJob,
  deemGranted,
  fetchHandoverAnswer,
  fetchStatement,
  handoverAnswerJob,
  handoverJob,
  holdings as caseHoldings,
  noteOverdue,
  onMessage,
  onSignal,
  onStep,
  onTimer,
  openCase,
  overdueJob,
  receiveHandover,
  noteInfected,
  receiveSupplement,
  reminderJob,
  remindOfRequest,
  sendDigests,
  statementJob,
  watchDueDates,
  withdrawCase,
} from "./domains/cases/index.ts";
import { holdings as catalogueHoldings } from "./domains/catalogue/index.ts";
import { rooms } from "./domains/floors.ts";
import {
  holdings as identityHoldings,
  sweepSessions,
  sweepSignIns,
  type IdentityProvider,
} from "./domains/identity/index.ts";
import { holdings as letterHoldings, letterPrinted, printLetter, printOnce } from "./domains/letters/index.ts";
import {
  deliverMail,
  forgetMails,
  holdings as messageHoldings,
  sendMailJob,
  type MailSender,
} from "./domains/messages/index.ts";
import {
  markSurplus,
  paymentReceived,
  watch,
  watchPayment,
  type PaymentProvider,
  holdings as paymentHoldings,
} from "./domains/payments/index.ts";
import {
  forgetSentMessages,
  holdings as processHoldings,
  messageJob,
  signalJob,
  stepJob,
  timerJob,
} from "./domains/processes/index.ts";
import { carryOutDisposals, holdings as recordHoldings, noteFile } from "./domains/records/index.ts";
import { holdings as serviceHoldings, publishCurrentOffer, publishOfferJob } from "./domains/services/index.ts";
import { holdings as tenancyHoldings } from "./domains/tenancy/index.ts";
import { sealAudit } from "./platform/audit/chain.ts";
import { systemClock, type Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { openDatabase, type Database } from "./platform/db/database.ts";
import type { Migrations } from "./platform/db/migrate.ts";
import { EventBus } from "./platform/events.ts";
import { directoryStore, type FileStore } from "./platform/files/file-store.ts";
import { sweepFiles } from "./platform/files/sweep-files.ts";
import type { Holding } from "./platform/holdings.ts";
import { erasePersonAt, removeUnnamed } from "./platform/holdings/erase-person.ts";
import { findPerson } from "./platform/holdings/person.ts";
import { platformHoldings } from "./platform/holdings/platform-holdings.ts";
import { Jobs } from "./platform/jobs.ts";
import type { Log } from "./platform/log.ts";
import { Printer } from "./platform/pdf/printer.ts";
import { root } from "./platform/root.ts";
import { upkeepJob } from "./platform/upkeep.ts";

export const migrations: Migrations[] = [
  { room: "platform", folder: "src/platform/db/migrations" },
  { room: "audit", folder: "src/platform/audit/migrations" },
  // A room without tables has none.
  ...rooms
    .map((room) => ({ room, folder: `src/domains/${room}/migrations` }))
    .filter(({ folder }) => existsSync(join(root, folder))),
];

/** What platform and rooms hold, parents before children. */
export const holdings: readonly Holding[] = [
  ...platformHoldings,
  ...tenancyHoldings,
  ...identityHoldings,
  ...catalogueHoldings,
  ...paymentHoldings,
  ...recordHoldings,
  ...messageHoldings,
  ...letterHoldings,
  ...processHoldings,
  ...serviceHoldings,
  ...applicationHoldings,
  ...caseHoldings,
];

/** The edge of the world: who is asked for money, sign-ins, mails and viruses. */
export interface Neighbours {
  payments: PaymentProvider;
  mails: MailSender;
  scanner: Scanner | undefined;
  citizens: IdentityProvider;
  staff: IdentityProvider;
}

/** Everything that is open while Allmende runs. */
export interface House extends Neighbours {
  config: Config;
  database: Database;
  jobs: Jobs;
  files: FileStore;
  printer: Printer;
  clock: Clock;
  log: Log;
  /** Signs links to files. */
  secretKey: string;
  close(): Promise<void>;
}

export interface HouseOptions {
  config: Config;
  connection: pg.PoolConfig;
  dataDirectory: string;
  neighbours: Neighbours;
  log: Log;
  secretKey: string;
  clock?: Clock;
  beforeStatement?: (text: string) => void;
}

export function openHouse({
  config,
  connection,
  dataDirectory,
  neighbours,
  log,
  secretKey,
  clock = systemClock,
  beforeStatement,
}: HouseOptions): House {
  const bus = new EventBus();
  const jobs = new Jobs(connection, log);
  const database = openDatabase(connection, {
    clock,
    deliver: (scope, event, payload) => bus.deliver(scope, event, payload),
    enqueue: (scope, job, data, options) => jobs.enqueue(scope, job, data, options),
    ...(beforeStatement && { beforeStatement }),
  });
  const files = directoryStore(join(dataDirectory, "files"));
  const printer = new Printer();
  const { payments, mails, scanner, citizens, staff } = neighbours;

  bus
    .on(applicationReceived, openCase)
    .on(supplementReceived, receiveSupplement)
    .on(applicationWithdrawn, withdrawCase)
    .on(attachmentInfected, noteInfected)
    .on(letterPrinted, (scope, { id, fileId }) => noteFile(scope, id, fileId!, "application/pdf"))
    .on(paymentReceived, async (scope, payment) => {
      if (!(await acceptPayment(scope, payment.applicationId))) await markSurplus(scope, payment);
    });

  jobs
    .on(sendMailJob, (tenant, { mail }) => deliverMail(database, mails, tenant, mail))
    .on(watchPayment, (tenant, { payment }) => watch(database, payments, tenant, payment))
    .on(printLetter, (tenant, { letter }) => printOnce(database, printer, files, tenant, letter))
    .on(publishOfferJob, (tenant, { slug }) => publishCurrentOffer(database, tenant, slug))
    .on(scanAttachmentJob, (tenant, { attachment }) => scanAttachment(database, files, scanner, tenant, attachment))
    .on(lapseJob, (tenant, { application }) =>
      database.withTenant(tenant, (scope) => lapse(scope, application, (lapsed) => tellLapse(scope, lapsed))),
    )
    .on(timerJob, (tenant, timer) => database.withTenant(tenant, (scope) => onTimer(scope, timer)))
    .on(messageJob, (tenant, sent) => database.withTenant(tenant, (scope) => onMessage(scope, sent)))
    .on(signalJob, (tenant, thrown) => database.withTenant(tenant, (scope) => onSignal(scope, thrown)))
    .on(stepJob, (tenant, failed) => database.withTenant(tenant, (scope) => onStep(scope, failed)))
    .on(reminderJob, (tenant, due) => database.withTenant(tenant, (scope) => remindOfRequest(scope, due)))
    .on(overdueJob, (tenant, due) => database.withTenant(tenant, (scope) => noteOverdue(scope, due)))
    .on(deemedJob, (tenant, due) => database.withTenant(tenant, (scope) => deemGranted(scope, due)))
    .on(statementJob, (_, given) => fetchStatement(database, given))
    .on(handoverJob, (from, sent) => receiveHandover(database, files, { ...sent, from }))
    .on(handoverAnswerJob, (_, answered) => fetchHandoverAnswer(database, answered))
    .on(upkeepJob, async (tenant) => {
      await database.withTenant(tenant, async (scope) => {
        await remindOfDrafts(scope);
        await expireDrafts(scope);
        await forgetAnswers(scope);
        await forgetTries(scope);
        await forgetMails(scope);
        await forgetSentMessages(scope);
        await rescanAttachments(scope);
        await sweepSessions(scope);
        await watchDueDates(scope);
        await catchUpDeemed(scope);
        await sendDigests(scope);
        await sealAudit(scope, { whole: true });
      });
      await database.withAlliance(sweepSignIns);
      await disposeOfRecords(database, files, tenant);
      await sweepFiles(database, files, holdings, tenant);
    });

  return {
    config,
    database,
    jobs,
    files,
    printer,
    clock,
    log,
    secretKey,
    payments,
    mails,
    scanner,
    citizens,
    staff,
    async close() {
      await jobs.stop();
      printer.close();
      await database.close();
    },
  };
}

/** Erases the cases whose dossiers were decided upon, in all rooms, and their files. */
export async function disposeOfRecords(database: Database, files: FileStore, tenant: string): Promise<void> {
  const { files: named, failures } = await carryOutDisposals(database, tenant, async (scope, id) =>
    erasePersonAt(scope, holdings, "system", { ...(await findPerson(scope, holdings, { case: [id] })), mail: [] }),
  );
  await removeUnnamed(database, files, holdings, tenant, named);
  // The upkeep is tried again, and is seen to fail.
  if (failures.length > 0) throw failures[0];
}

/** The real neighbours, as configured; a production start has checked that all are named. */
export function configuredNeighbours(config: Config, files: FileStore): Neighbours {
  const provider = (
    issuer: string | undefined,
    clientId: string | undefined,
    clientSecret: string | undefined,
  ): IdentityProvider =>
    oidcProvider({ issuer: issuer ?? "", clientId: clientId ?? "", clientSecret: clientSecret ?? "" });
  return {
    payments: xbezahldiensteProvider({
      url: config.PAYMENT_URL ?? "",
      originatorId: config.PAYMENT_ORIGINATOR_ID ?? "",
      endPointId: "allmende",
    }),
    mails: smtpSender(config.SMTP_URL ?? "", config.MAIL_FROM),
    scanner: config.CLAMAV_ADDRESS ? clamavScanner(config.CLAMAV_ADDRESS, files) : undefined,
    citizens: provider(config.OIDC_CITIZEN_ISSUER, config.OIDC_CITIZEN_CLIENT_ID, config.OIDC_CITIZEN_CLIENT_SECRET),
    staff: provider(config.OIDC_STAFF_ISSUER, config.OIDC_STAFF_CLIENT_ID, config.OIDC_STAFF_CLIENT_SECRET),
  };
}
