/** The server that gets killed: a small house of one municipality, its neighbours given by the parent. */
import { oidcProvider } from "../../src/adapters/oidc/oidc-client.ts";
import { smtpSender } from "../../src/adapters/smtp/smtp-sender.ts";
import { xbezahldiensteProvider } from "../../src/adapters/xbezahldienste/provider.ts";
import { run } from "../../src/cli/serve.ts";
import { readConfig } from "../../src/platform/config.ts";
import { silentLog } from "../../src/platform/log.ts";
import { small } from "./small-world.ts";

/** Changes nothing, so that dying behind it is dying behind what was written before it. */
const readsOnly = /^\s*(?:select|begin|savepoint)\b/i;

/**
 * Dies once the n-th statements that leave together, a write or a commit among them, have left: nobody hears their
 * answer, nothing is flushed, nothing said good-bye. What leaves together leaves in one write, so there is no point
 * between; and before the n-th is behind the one before it. The second function is called before each statement.
 */
function mortal(): [dieBehind: (group: number) => void, beforeStatement: (text: string) => void] {
  let left = Infinity;
  let counted = false;
  return [
    (group) => (left = group),
    (text) => {
      if (counted || readsOnly.test(text)) return;
      counted = true;
      process.nextTick(() => (counted = false));
      if (--left === 0) setImmediate(() => process.kill(process.pid, "SIGKILL"));
    },
  ];
}

export async function child(): Promise<void> {
  const config = readConfig(process.env);
  const [dieBehind, beforeStatement] = mortal();
  const unused = oidcProvider({ issuer: "http://127.0.0.1:9", clientId: "none", clientSecret: "none" });
  const running = await run(
    config,
    async () => ({
      payments: xbezahldiensteProvider({
        url: config.PAYMENT_URL ?? "",
        originatorId: "allmende",
        endPointId: "probe",
        timeoutMs: 2000,
      }),
      mails: smtpSender(config.SMTP_URL ?? "", config.MAIL_FROM),
      scanner: undefined,
      citizens: unused,
      staff: unused,
    }),
    () => {},
    {
      host: "127.0.0.1",
      log: silentLog,
      fill: (house) => small(house),
      beforeStatement,
    },
  );
  process.on("message", dieBehind);
  process.send?.("ready");
  process.on("SIGTERM", () => void running.stop().then(() => process.exit(0)));
  await new Promise(() => {});
}
