/** Neighbours as a production has them: an OpenID Connect issuer and a payment provider behind TLS, mail by STARTTLS. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll } from "vitest";
import { makeProvider } from "../../stand-ins/oidc/provider.ts";
import { folder } from "./allmende.ts";

export interface SecureNeighbours {
  /** The certificate that clients must trust (NODE_EXTRA_CA_CERTS). */
  authority: string;
  issuer: string;
  payment: string;
  smtp: string;
  /** Mails as they came, and whether the line was encrypted. */
  mails: { text: string; secure: boolean }[];
}

export async function startSecureNeighbours(clientSecret: string): Promise<SecureNeighbours> {
  const place = folder();
  const [keyFile, authority] = [join(place, "key.pem"), join(place, "cert.pem")];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", [...request, "-keyout", keyFile, "-out", authority, ...names], { stdio: "pipe" });
  const tls = { key: readFileSync(keyFile), cert: readFileSync(authority) };

  const web = createServer(tls, (asked, answer) => void handle(asked, answer));
  await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
  const url = `https://localhost:${(web.address() as AddressInfo).port}`;
  const client = {
    clientId: "kreis",
    clientSecret,
    redirectUris: ["https://konto.lindenau.kreis.example/anmeldung/zurueck"],
  };
  const provider = await makeProvider(url, [{ ...client, kind: "citizen" }], []);
  const handle = provider.callback();

  const mails: SecureNeighbours["mails"] = [];
  const smtp = new SMTPServer({
    ...tls,
    authOptional: true,
    disableReverseLookup: true,
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => (mails.push({ text, secure: session.secure }), done()));
    },
  });
  await new Promise<void>((done) => smtp.listen(0, "127.0.0.1", done));
  afterAll(() => {
    web.close();
    web.closeAllConnections();
    smtp.close();
  });
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  return { authority, issuer: url, payment: `${url}/bezahlen`, smtp: `smtp://127.0.0.1:${smtpPort}`, mails };
}
