/** Bodies that are too large, broken, doubled, or name what the form has not (faults T9, I10, I12, I13, T6). */
import { Readable } from "node:stream";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listen, openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let server: Server;
let owner: pg.Client;
let citizen: Visitor;
let draftId: string;
const person = { sessionId: "", accountId: someAccount() };

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  server = await listen(web, 0, "127.0.0.1");
  owner = new pg.Client(t.owner);
  await owner.connect();
  const signed = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: person.accountId });
  citizen = signed.visitor;
  person.sessionId = signed.sessionId;
});
beforeEach(async () => {
  const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim Beispielheim" };
  draftId = (await draft(t.house, t.musterstadt.id, person, answers)).id;
});
afterAll(async () => {
  web.close();
  server.closeAllConnections();
  server.close();
  await owner.end();
  await t.close();
});

const page = (name: string): string => `/antraege/${draftId}/seiten/${name}`;
const stand = async (name: string): Promise<string> => hidden((await citizen.get(page(name))).body, "_stand");
const saved = async (): Promise<Record<string, unknown>> =>
  (
    await owner.query<{ answers: Record<string, unknown> }>(
      "select answers from applications.applications where id = $1",
      [draftId],
    )
  ).rows[0]!.answers;

const dog: [string, string][] = [
  ["hundename", "Bella"],
  ["rasse", "Labrador"],
  ["chipnummer", "276098100044718"],
  ["geboren", "1.3.2026"],
  ["hier_seit", "3.11.2026"],
  ["herkunft", "aus_tierheim"],
  ["tierheim_name", "Tierheim Beispielheim"],
];

async function multipart(parts: string, type = "multipart/form-data; boundary=grenze") {
  const body = parts.replaceAll("\n", "\r\n").replace("TOKEN", citizen.token("/"));
  return citizen.send("POST", page("seite_nachweis"), {
    body,
    headers: { "content-type": type, "sec-fetch-site": "same-origin" },
  });
}

async function upload(files: [name: string, bytes: Uint8Array | string][]) {
  const form = new FormData();
  form.set("_stand", await stand("seite_nachweis"));
  for (const [name, bytes] of files) form.append("uebernahmevertrag", new Blob([bytes as never]), name);
  return citizen.postFiles(page("seite_nachweis"), form);
}

describe("too much at once", () => {
  const tooMuch = "Das war zu viel auf einmal";

  test.each([
    ["a text of 10 MB", () => citizen.post(page("seite_hund"), { hundename: "x".repeat(10_000_000) })],
    [
      "3,000 fields",
      () =>
        citizen.post(
          page("seite_hund"),
          Array.from({ length: 3000 }, (_, i) => [`f${i}`, "x"] as const),
        ),
    ],
    [
      "a text of 2 MB among files",
      () =>
        multipart(`--grenze\nContent-Disposition: form-data; name="rasse"\n\n${"x".repeat(2_000_000)}\n--grenze--\n`),
    ],
    [
      "many texts of 0.4 MB among files",
      () =>
        multipart(
          `${`--grenze\nContent-Disposition: form-data; name="rasse"\n\n${"x".repeat(400_000)}\n`.repeat(4)}--grenze--\n`,
        ),
    ],
    [
      "60 files",
      () =>
        multipart(
          `${'--grenze\nContent-Disposition: form-data; name="uebernahmevertrag"; filename="a.pdf"\n\n%PDF-1.7\n'.repeat(60)}--grenze--\n`,
        ),
    ],
  ])("%s", async (_, send) => {
    const seen = await send();
    expect(seen.status).toBe(413);
    expect(seen.body).toContain(tooMuch);
    expect(seen.body).toContain("Gehen Sie zurück, dort steht noch alles.");
    expect(await saved()).toMatchObject({ hundename: "Bella" });
  });

  test("over a socket a browser gets the page, too, and the next request is served", async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request(
        {
          port,
          host: "127.0.0.1",
          method: "POST",
          path: page("seite_hund"),
          headers: {
            host: `musterstadt.localhost:${port}`,
            "content-type": "application/x-www-form-urlencoded",
            "content-length": 10_000_000,
          },
        },
        (incoming) => {
          let body = "";
          incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
          incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, body }));
        },
      );
      sent.on("error", reject);
      Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(100_000, "x"))).pipe(sent);
    });
    expect(answer.status).toBe(413);
    expect(answer.body).toContain(tooMuch);
    const next = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(next.status).toBe(200);
  });
});

describe("a broken body is said to be broken, and breaks nothing else", () => {
  const begun =
    '--grenze\nContent-Disposition: form-data; name="uebernahmevertrag"; filename="a.pdf"\nContent-Type: application/pdf\n\n%PDF-1.7\n';
  test.each<[string, string, string?]>([
    ["no boundary", begun, "multipart/form-data"],
    ["another boundary", begun, "multipart/form-data; boundary=andere"],
    ["an end in the middle of a file", begun],
    ["an end in the middle of a head", '--grenze\nContent-Disposition: form-data; name="rasse"'],
    ["a file name with NUL in it", begun.replace("a.pdf", "a.php\0.pdf") + "--grenze--\n"],
    ["nothing at all", ""],
    [
      "a head without end",
      `--grenze\nContent-Disposition: form-data; name="${"x".repeat(100_000)}"\n\nx\n--grenze--\n`,
    ],
  ])("%s", async (_, parts, type) => {
    const seen = await multipart(parts, type);
    expect([400, 403, 413]).toContain(seen.status);
    expect(seen.body).toMatch(/Das kam unvollständig bei uns an|Bitte senden Sie noch einmal|zu viel auf einmal/);
    expect((await citizen.get(page("seite_hund"))).status).toBe(200);
  });
});

describe("files", () => {
  const pdf = "%PDF-1.7\nVertrag";

  test.each<[string, [string, Uint8Array | string], string]>([
    ["one of 21 MB", ["gross.pdf", Buffer.concat([Buffer.from(pdf), Buffer.alloc(21_000_000)])], "zu groß"],
    [
      "one of 11 MB where 10 are allowed",
      ["gross.pdf", Buffer.concat([Buffer.from(pdf), Buffer.alloc(11_000_000)])],
      "Erlaubt sind 10 MB",
    ],
    ["a page called a PDF", ["seite.pdf", "<html><script>alert(1)</script>"], "Wählen Sie eine andere."],
    ["a drawing with code", ["bild.svg", "<svg onload='alert(1)'/>"], "Wählen Sie eine andere."],
    ["a zip in a zip", ["bild.png", Buffer.from("PK\u0003\u0004PK\u0003\u0004bild.png")], "Wählen Sie eine andere."],
    ["a page that holds a PDF further on", ["a.pdf", "<script>alert(1)</script>%PDF-1.7"], "Wählen Sie eine andere."],
    ["a picture called a PDF, which nobody asked for", ["a.pdf", "GIF89a"], "Wählen Sie eine andere."],
    ["an empty one", ["leer.pdf", ""], "Die Datei „leer.pdf“ ist leer."],
    ["one beyond all limits", ["riese.pdf", Buffer.alloc(21_000_000)], "Erlaubt sind 10 MB"],
  ])("%s is not taken, with a sentence", async (_, file, sentence) => {
    const seen = await upload([file]);
    expect(seen.status).toBe(422);
    expect(seen.body).toContain(sentence);
    expect(await saved()).not.toHaveProperty("uebernahmevertrag");
  });

  test("a wrong one beside a good one: the good one stays", async () => {
    const seen = await upload([
      ["vertrag.pdf", pdf],
      ["seite.pdf", "<html>"],
    ]);
    expect(seen.status).toBe(422);
    expect(await saved()).toMatchObject({ uebernahmevertrag: [{ name: "vertrag.pdf" }] });
  });

  test("an empty one beside a good one is told, too", async () => {
    const seen = await upload([
      ["vertrag.pdf", pdf],
      ["leer.pdf", ""],
    ]);
    expect(seen.status).toBe(422);
    expect(seen.body).toContain("Die Datei „leer.pdf“ ist leer.");
    expect(await saved()).toMatchObject({ uebernahmevertrag: [{ name: "vertrag.pdf" }] });
  });

  test.each([
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["C:\\Users\\petra\\vertrag.pdf", "vertrag.pdf"],
    ["applicant-2/vertrag.pdf", "vertrag.pdf"],
    ["vertrag\u202efdp.exe", "vertragfdp.exe"],
    ["%2e%2e%2fpasswd.pdf", "%2e%2e%2fpasswd.pdf"],
    ["<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"],
    [`${"ä".repeat(300)}.pdf`, `${"ä".repeat(116)}.pdf`],
  ])("the name %j is only a name", async (given, kept) => {
    expect((await upload([[given, pdf]])).status).toBe(303);
    expect(await saved()).toMatchObject({ uebernahmevertrag: [{ name: kept }] });
    const { body } = await citizen.get(page("seite_nachweis"));
    expect(body).not.toContain("<img src=x");
  });

  test("no byte is stored before the form's token was seen to be right; what was typed is shown again", async () => {
    const stored = async (): Promise<number> => {
      let count = 0;
      for await (const batch of t.house.files.list(t.musterstadt.id)) count += batch.length;
      return count;
    };
    const before = await stored();
    const part = (name: string, value: string, file = ""): string =>
      `--grenze\nContent-Disposition: form-data; name="${name}"${file && `; filename="${file}"`}\n\n${value}\n`;
    const words = part("bemerkung", "Der Vertrag ist von gestern.");
    const contract = part("uebernahmevertrag", "%PDF-1.7 Vertrag", "vertrag.pdf");
    const bodies = [
      ["no token", words + contract],
      ["a wrong one", part("_token", "falsch") + words + contract],
      ["the right one, but behind the file", words + contract + part("_token", "TOKEN")],
    ];
    for (const [what, body] of bodies) {
      const seen = await multipart(`${body}--grenze--\n`);
      expect(seen.status, what).toBe(403);
      expect(seen.body, what).toContain("Der Vertrag ist von gestern.");
      expect(await stored(), what).toBe(before);
    }
    const good = await multipart(
      `${part("_token", "TOKEN")}${part("_stand", await stand("seite_nachweis"))}${contract}--grenze--\n`,
    );
    expect(good.status).toBe(303);
    expect(await stored()).toBe(before + 1);
  });

  test("a body that broke off leaves no attachment behind", async () => {
    const seen = await multipart(
      '--grenze\nContent-Disposition: form-data; name="uebernahmevertrag"; filename="a.pdf"\n\n%PDF-1.7\n--grenze\nContent-Dispo',
    );
    expect(seen.status).toBe(400);
    const { rows } = await owner.query<{ count: number }>(
      "select count(*)::int as count from applications.attachments where application_id = $1",
      [draftId],
    );
    expect(rows[0]!.count).toBe(0);
  });
});

describe("names the form has not", () => {
  test.each<[string, [string, string][]]>([
    [
      "what belongs to us",
      [
        ["tenant_id", "1"],
        ["account_id", "1"],
        ["status", "closed"],
        ["fee", "0"],
        ["mode", "trial"],
        ["gebuehr", "0"],
        ["id", "1"],
      ],
    ],
    [
      "names of prototypes",
      [
        ["__proto__", "x"],
        ["constructor", "x"],
        ["__proto__.polluted", "x"],
        ["constructor.prototype.polluted", "x"],
        ["toString", "x"],
      ],
    ],
    [
      "brackets without end",
      [
        [`a${"[b]".repeat(10_000)}`, "x"],
        ["hundename[]", "x"],
        ["hundename[__proto__]", "x"],
      ],
    ],
    [
      "answers of another page",
      [
        ["nachname", "Gekapert"],
        ["weitere_hunde", "20"],
      ],
    ],
    [
      "marks of ours",
      [
        ["_entfernen", "__proto__"],
        ["_unbekannt", "x"],
      ],
    ],
    [
      "the count of a group that is none",
      [
        ["hundename._anzahl", "999999999"],
        ["rasse.0", "x"],
      ],
    ],
  ])("%s change nothing", async (_, extra) => {
    const row = async () =>
      (
        await owner.query(
          "select tenant_id, id, account_id, status, mode, slug, release_id, answers from applications.applications where id = $1",
          [draftId],
        )
      ).rows[0] as unknown;
    const before = await row();
    const seen = await citizen.post(page("seite_hund"), [...dog, ["_stand", await stand("seite_hund")], ...extra]);
    expect(seen.status).toBe(303);
    expect(await row()).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("of a name that comes twice the first counts", async () => {
    const fields: [string, string][] = [...dog, ["_stand", await stand("seite_hund")], ["hundename", "Zweiter"]];
    expect((await citizen.post(page("seite_hund"), fields)).status).toBe(303);
    expect(await saved()).toMatchObject({ hundename: "Bella" });
  });

  test.each(["__proto__", "constructor", "gibtsnicht", "seite_seite", "%00"])("the page %s is none", async (name) => {
    expect((await citizen.post(page(name), dog)).status).toBe(404);
    expect((await citizen.get(page(name))).status).toBe(404);
  });

  test.each(["0", "-1", "NaN", "1e99", "999999999999999999999", "__proto__"])(
    "the revision %s is not the latest: nothing is overwritten, both texts are shown",
    async (_stand) => {
      const seen = await citizen.post(page("seite_hund"), [
        ...dog.slice(1),
        ["hundename", "Neuer Name"],
        ["_stand", _stand],
      ]);
      expect(seen.status).toBe(409);
      expect(seen.body).toContain("Neuer Name");
      expect(seen.body).toContain("Bella");
      expect(await saved()).toMatchObject({ hundename: "Bella" });
    },
  );
});

test.each([
  ["letters of DIN 91379", "Đặng Šķēle-Þórðardóttir D̦ K͟h ẖ ʼn ß ẞ ŏ ż"],
  ["decomposed letters become composed ones", "Bu\u0308rger", "Bürger"],
  ["emoji", "Bella 🐕‍🦺"],
  ["from right to left", "بيلا (Bella)"],
  ["markup", '<script>alert("1")</script>'],
  ["a formula", '=HYPERLINK("http://boese.example")'],
  ["one letter", "B"],
  ["quotes", `O'Hara "Bella" \\ %s {{x}} \${y}`],
  ["NUL inside", "Bel\0la", "Bella"],
])("a name with %s comes back as it was typed", async (_, typed, kept = typed) => {
  const fields: [string, string][] = [...dog.slice(1), ["hundename", typed], ["_stand", await stand("seite_hund")]];
  expect((await citizen.post(page("seite_hund"), fields)).status).toBe(303);
  expect(await saved()).toMatchObject({ hundename: kept });
  const { body } = await citizen.get(page("seite_hund"));
  expect(body).not.toContain("<script>alert");
});
