import { parseArgs } from "node:util";
import { z } from "zod";
import { addAlliance, addDepartment, addStaff, addTenant, loadDirectory } from "../domains/tenancy/index.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import { newId } from "../platform/ids.ts";
import { BadInput } from "./bad-input.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";
import { readYaml } from "./read-yaml.ts";

/** A file as `tenant load` takes it: every key once; all names are invented. */
const example = `alliance:
  slug: lindenau                  # lindenau.<BASE_DOMAIN>
  name: Landkreis Lindenau
  title: Bürgerportal Lindenau
  hue: 212                        # 0 to 359
  chroma: 0.08                    # 0 to 0.12
  crest: tree
  contact:
    { street: Lindenweg 1, postcode: "12345", place: Lindenau, phone: 069 90009-0, email: info@lindenau.example, hours: [[Mo–Fr, 8–12 Uhr]] }
tenants:
  - slug: musterstadt
    host: musterstadt             # musterstadt.<BASE_DOMAIN>
    kind: municipality            # or: district
    name: Stadt Musterstadt
    shortName: Musterstadt
    population: 9500
    land: HE
    hue: 212
    chroma: 0.08
    crest: castle
    places: [Musterstadt]
    contact: { … }
    court: { name: Verwaltungsgericht Lindenau, street: Gerichtsweg 1, postcode: "12340", place: Lindenau }   # where the Land knows no objection
    departments:
      - { kind: steueramt, name: Steueramt, contact: { … } }
    staff:
      - { subject: kim.muster, name: Kim Muster, department: steueramt, head: true, areas: [A-K], treasury: true }   # subject: as the staff's sign-in names the person; areas: what rules of workflows name; treasury: sees "Kasse"`;

const usage = "allmende tenant load FILE";

/** Exit codes: 0 loaded, 2 the file cannot be used or the database is not empty. */
export const commands: Record<string, Command> = {
  "tenant load": {
    summary: "put the alliance, its municipalities, departments and staff of a YAML file into an empty database",
    usage,
    help: example,
    run: loadTenants,
  },
};

const label = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+)*$/, "small letters, digits and hyphens");
const text = z.string().min(1).max(200);
const contact = z.strictObject({
  street: text,
  postcode: text,
  place: text,
  phone: text,
  email: z.email(),
  hours: z.array(z.tuple([text, text])),
  room: text.optional(),
});
const theme = { hue: z.number().min(0).lt(360), chroma: z.number().min(0).max(0.12), crest: text };
const tenant = z.strictObject({
  slug: label,
  host: label,
  kind: z.enum(["municipality", "district"]),
  name: text,
  shortName: text,
  population: z.int().min(0),
  land: z.string().regex(/^[A-Z]{2}$/, "two capital letters, for instance HE"),
  ...theme,
  places: z.array(text),
  contact,
  court: z.strictObject({ name: text, street: text, postcode: text, place: text }).nullable().default(null),
  departments: z.array(z.strictObject({ kind: label, name: text, contact })).min(1),
  staff: z.array(
    z.strictObject({
      subject: text,
      name: text,
      department: text,
      head: z.boolean().default(false),
      areas: z.array(text).default([]),
      treasury: z.boolean().default(false),
    }),
  ),
});
const directory = z
  .strictObject({
    alliance: z.strictObject({ slug: label, name: text, title: text, ...theme, contact }),
    tenants: z.array(tenant).min(1),
  })
  .superRefine(({ tenants }, context) => {
    const refuse = (path: PropertyKey[], message: string): void => context.addIssue({ code: "custom", path, message });
    for (const [index, { slug, host, departments, staff }] of tenants.entries()) {
      if (tenants.findIndex((other) => other.slug === slug || other.host === host) < index)
        refuse(["tenants", index], "slug and host are given twice");
      const kinds = departments.map(({ kind }) => kind);
      if (new Set(kinds).size < kinds.length) refuse(["tenants", index, "departments"], "a kind stands twice");
      if (new Set(staff.map(({ subject }) => subject)).size < staff.length)
        refuse(["tenants", index, "staff"], "a subject stands twice");
      for (const [place, { department }] of staff.entries())
        if (!kinds.includes(department))
          refuse(["tenants", index, "staff", place, "department"], `there is no department ${department}`);
    }
  });
type Written = z.infer<typeof directory>;

async function loadTenants(args: string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new BadInput(`Name one file: ${usage}`);
  const written = readDirectory(file);
  await withDatabase(readConfig(process.env), (database) => store(database, written));
  io.out(
    `${written.alliance.name} with ${written.tenants.length} tenants is loaded. Next: allmende library add FOLDER --tenant SLUG`,
  );
  return 0;
}

export const readDirectory = (file: string): Written => readYaml(file, directory);

/** Tenants' own rows first, the alliance last: until its commit nobody sees anything of it. */
async function store(database: Database, { alliance, tenants }: Written): Promise<void> {
  if (await database.withAlliance(loadDirectory))
    throw new BadInput("The database holds an alliance already. Use another DATABASE_URL or DATA_DIR.");
  const made = tenants.map((one) => ({ ...one, id: newId() }));
  for (const { id, departments, staff } of made)
    await database.withTenant(id, async (scope) => {
      const ids = new Map(departments.map(({ kind }) => [kind, newId()]));
      for (const { kind, name, contact: reached } of departments)
        await addDepartment(scope, { id: ids.get(kind)!, kind, name, contact: contactOf(reached) });
      for (const { department, ...member } of staff)
        await addStaff(scope, { ...member, id: newId(), departmentId: ids.get(department)! });
    });
  await database.withAlliance(async (scope) => {
    await addAlliance(scope, { ...alliance, id: newId(), contact: contactOf(alliance.contact) });
    for (const [position, one] of made.entries())
      await addTenant(scope, { ...one, contact: contactOf(one.contact) }, position);
  });
}

const contactOf = ({ room, ...rest }: z.infer<typeof contact>) => ({ ...rest, ...(room !== undefined && { room }) });
