/** The server that gets killed: a small house of one municipality, its neighbours given by the parent. */
import { oidcProvider } from "../../src/adapters/oidc/oidc-client.ts";
import { smtpSender } from "../../src/adapters/smtp/smtp-sender.ts";
import { xbezahldiensteProvider } from "../../src/adapters/xbezahldienste/provider.ts";
import { run } from "../../src/cli/serve.ts";
import { readConfig } from "../../src/platform/config.ts";
import { silentLog } from "../../src/platform/log.ts";
import { small } from "./small-world.ts";

export async function child(): Promise<void> {
  const config = readConfig(process.env);
  let statementsLeft = Infinity;
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
      // The n-th statement after the parent's word is the last thing this process does: nothing is flushed, nothing said good-bye.
      beforeStatement: () => {
        if (--statementsLeft <= 0) process.kill(process.pid, "SIGKILL");
      },
    },
  );
  process.on("message", (count: number) => (statementsLeft = count));
  process.send?.("ready");
  process.on("SIGTERM", () => void running.stop().then(() => process.exit(0)));
  await new Promise(() => {});
}
