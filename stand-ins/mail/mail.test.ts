import { connect } from "node:net";
import { createTransport, type SendMailOptions } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { start, type MailServer, type ReadMail } from "./index.ts";

let server: MailServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

function send(mail: SendMailOptions = {}, auth?: { user: string; pass: string }) {
  const transport = createTransport({ host: "127.0.0.1", port: server.smtpPort, auth, socketTimeout: 400 });
  return transport.sendMail({
    from: "Amt <amt@probe.example>",
    to: "erika@probe.example",
    subject: "Ihr Antrag",
    text: "Guten Tag",
    ...mail,
  });
}

async function json(to?: string): Promise<ReadMail[]> {
  const response = await fetch(`${server.url}/mails.json${to ? `?to=${encodeURIComponent(to)}` : ""}`);
  return (await response.json()) as ReadMail[];
}

async function pageOf(path: string): Promise<string> {
  return (await fetch(server.url + path)).text();
}

test("a mail with umlauts arrives and can be read as page and as JSON", async () => {
  await send({ subject: "Gebührenbescheid für Łukasz", text: "Grüße aus Musterstadt" }, { user: "u", pass: "p" });
  expect(await json()).toMatchObject([
    {
      subject: "Gebührenbescheid für Łukasz",
      text: "Grüße aus Musterstadt\n",
      to: ["erika@probe.example"],
      from: "amt@probe.example",
    },
  ]);
  expect(await pageOf("/")).toContain("Gebührenbescheid für Łukasz");
  expect(await pageOf("/mails/1")).toContain("Grüße aus Musterstadt");
});

test("mails are found by whom they were handed over for, blind copies too", async () => {
  await send();
  await send({ to: "a@probe.example", bcc: "Geheim@probe.example", subject: "Zweite" });
  expect((await json("geheim@probe.example")).map((mail) => mail.subject)).toEqual(["Zweite"]);
  expect(server.mails("erika@probe.example")).toHaveLength(1);
  expect((await json()).map((mail) => mail.subject)).toEqual(["Zweite", "Ihr Antrag"]);
});

test("whatever a mail holds is shown as text and never run", async () => {
  const attack = "<script>alert(1)</script>";
  await send({ subject: attack, text: `${attack} javascript:alert(1)`, html: `<img src=x onerror=alert(1)>${attack}` });
  const page = await pageOf("/mails/1");
  expect(page).not.toContain("<script>");
  expect(page).not.toContain("<img");
  expect(page).not.toContain('href="javascript');
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(await pageOf("/")).not.toContain("<script>");
  expect((await fetch(`${server.url}/mails/1`)).headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("web addresses in the text are links, without the full stop behind them", async () => {
  await send({ text: "Weiter: http://musterstadt.localhost:3000/entwurf?code=1&x=2." });
  expect(await pageOf("/mails/1")).toContain(
    '<a href="http://musterstadt.localhost:3000/entwurf?code=1&amp;x=2" rel="noreferrer noopener">',
  );
});

test("attachments come back byte by byte and always as a download", async () => {
  const content = Buffer.from([0, 255, 10, 13, 60]);
  await send({ attachments: [{ filename: "../Bescheid für Erika.html", content, contentType: "text/html" }] });
  const [mail] = await json();
  const response = await fetch(server.url + mail!.attachments[0]!.url);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[^/\\]+$/);
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
});

test("rejecting: refused for good, nothing kept", async () => {
  server.setBehaviour({ answer: "reject" });
  await expect(send()).rejects.toMatchObject({ responseCode: 550 });
  expect(server.mails()).toEqual([]);
});

test("greylisting: refused for now the first time, taken the second", async () => {
  server.setBehaviour({ answer: "greylist" });
  await expect(send()).rejects.toMatchObject({ responseCode: 451 });
  await send();
  expect(server.mails()).toHaveLength(1);
});

test("dropping: the sender learns nothing although the mail was taken", async () => {
  server.setBehaviour({ answer: "drop" });
  await expect(send()).rejects.toThrow();
  expect(server.mails()).toHaveLength(1);
});

test("silence: the sender gives up by itself", async () => {
  server.setBehaviour({ answer: "silent" });
  await expect(send()).rejects.toThrow(/timeout/i);
});

test("a sender that breaks off in the middle of a mail harms nobody", async () => {
  const socket = connect(server.smtpPort, "127.0.0.1");
  for (const line of ["HELO x", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA"]) {
    await new Promise((resolve) => socket.once("data", resolve));
    socket.write(`${line}\r\n`);
  }
  await new Promise((resolve) => socket.once("data", resolve));
  socket.write("Subject: halb");
  await new Promise((resolve) => setTimeout(resolve, 30));
  socket.resetAndDestroy();
  await send();
  expect(server.mails().map((mail) => mail.subject)).toEqual(["Ihr Antrag"]);
});

test("slowness can be set from another process, and the mail arrives late", async () => {
  await fetch(`${server.url}/control/behaviour`, { method: "PUT", body: JSON.stringify({ delayMs: 150 }) });
  const begun = performance.now();
  await send();
  expect(performance.now() - begun).toBeGreaterThan(140);
});

test("it keeps the last 500 mails and can be emptied", async () => {
  const transport = createTransport({
    host: "127.0.0.1",
    port: server.smtpPort,
    pool: true,
    maxConnections: 4,
    maxMessages: 1000,
  });
  await Promise.all(
    Array.from({ length: 505 }, (_, n) =>
      transport.sendMail({ from: "a@b.example", to: "c@d.example", subject: `${n}`, text: "x" }),
    ),
  );
  transport.close();
  expect(server.mails()).toHaveLength(500);
  await fetch(`${server.url}/mails`, { method: "DELETE" });
  expect(await json()).toEqual([]);
});

test("an unknown mail and an unknown attachment are 404", async () => {
  await send();
  const statuses = await Promise.all(
    ["/mails/99", "/mails/x", "/mails/1/attachments/0"].map(async (path) => (await fetch(server.url + path)).status),
  );
  expect(statuses).toEqual([404, 404, 404]);
});
