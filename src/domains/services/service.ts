import {
  applyOverlay,
  compileService,
  contentHash,
  overlaySchema,
  type CompiledService,
  type Overlay,
  type PackageProblem,
  type ServicePackage,
} from "@allmende/service-package";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, findRow, getRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { defineJob } from "../../platform/jobs.ts";

export type AdoptionStatus = "test" | "live" | "paused";

/** A package plus a municipality's overlay at one moment: what drafts and cases pin. */
export interface Release {
  id: string;
  slug: string;
  number: number;
  packageHash: string;
  overlay: Overlay;
  releasedAt: Date;
  status: AdoptionStatus;
}

/** Puts the newest release of a service into the alliance's catalogue, or takes it out. */
export const publishOfferJob = defineJob<{ slug: string }>("services.publish-offer", 30);

const columns = sql`r.id, r.slug, r.number, r.package_hash as "packageHash", r.overlay, r.released_at as "releasedAt", a.status`;
const tables = sql`services.releases r join services.adoptions a on a.tenant_id = r.tenant_id and a.slug = r.slug`;

/**
 * Adopts a package ("Übernahme") with an overlay, or releases a new version of an adopted one. Refuses
 * `services.overlay_misfits`, `services.does_not_compile` and `services.version_taken`.
 */
export async function adoptService(
  scope: TenantScope,
  actor: Actor,
  pkg: ServicePackage,
  overlay: Overlay,
  status: AdoptionStatus,
): Promise<Release> {
  const checked = overlaySchema.parse(overlay);
  const { pkg: merged, missing } = applyOverlay(pkg, checked);
  if (missing.length > 0) throw new Refusal("services.overlay_misfits", { ids: missing.join(", ") });
  const compilation = await compileService(merged);
  if (!compilation.ok) throw new Refusal("services.does_not_compile", { problems: told(compilation.problems) });
  const hash = contentHash(pkg);
  const { publisher, slug, version } = pkg.service;
  write(
    scope,
    sql`insert into services.packages (hash, publisher, slug, version, content) values (${hash}, ${publisher}, ${slug}, ${version}, ${json(pkg)}) on conflict do nothing`,
  );
  const known = await findRow(
    scope,
    sql<{
      hash: string;
    }>`select hash from services.packages where publisher = ${publisher} and slug = ${slug} and version = ${version}`,
  );
  if (known?.hash !== hash) throw new Refusal("services.version_taken", { version });
  write(
    scope,
    sql`insert into services.adoptions (tenant_id, slug, publisher, status) values (${scope.tenant}, ${slug}, ${publisher}, ${status})
        on conflict (tenant_id, slug) do update set publisher = excluded.publisher, status = excluded.status`,
  );
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into services.releases (tenant_id, id, slug, number, package_hash, overlay, released_at)
        select ${scope.tenant}, ${id}, ${slug}, coalesce(max(number), 0) + 1, ${hash}, ${json(checked)}, ${now} from services.releases where slug = ${slug}`,
  );
  scope.enqueue(publishOfferJob, { slug });
  await audit(scope, {
    actor,
    act: "services.adopt",
    subject: id,
    details: { slug, version, hash: hash.slice(0, 12) },
  });
  return getRelease(scope, id);
}

/** Offers a service, or pauses it: a paused one takes no new drafts from this commit on (fault T7). */
export async function setStatus(scope: TenantScope, actor: Actor, slug: string, status: AdoptionStatus): Promise<void> {
  const changed = await change(scope, sql`update services.adoptions set status = ${status} where slug = ${slug}`);
  if (changed === 0) throw new Refusal("services.not_offered", { slug });
  scope.enqueue(publishOfferJob, { slug });
  await audit(scope, { actor, act: "services.set-status", details: { slug, status } });
}

/** The release that takes applications now. */
export async function findCurrentRelease(scope: TenantScope, slug: string): Promise<Release | undefined> {
  return findRow(
    scope,
    sql<Release>`select ${columns} from ${tables} where r.slug = ${slug} order by r.number desc limit 1`,
  );
}

/** A release by its number, as people name it. */
export async function findReleaseByNumber(
  scope: TenantScope,
  slug: string,
  number: number,
): Promise<Release | undefined> {
  return findRow(scope, sql<Release>`select ${columns} from ${tables} where r.slug = ${slug} and r.number = ${number}`);
}

export async function getRelease(scope: TenantScope, id: string): Promise<Release> {
  return getRow(scope, sql<Release>`select ${columns} from ${tables} where r.id = ${id}`, "release");
}

export async function listCurrentReleases(scope: TenantScope): Promise<Release[]> {
  return rows(
    scope,
    sql<Release>`select distinct on (r.slug) ${columns} from ${tables} order by r.slug, r.number desc`,
  );
}

/** Compiled releases of this process. They never change, so an entry is dropped only to bound memory. */
const compiled = new Map<string, Promise<CompiledService>>();
const most = 400;

/** The service a release describes, ready to run. */
export function loadService(
  scope: TenantScope,
  release: Pick<Release, "id" | "packageHash" | "overlay">,
): Promise<CompiledService> {
  const known = compiled.get(release.id);
  if (known) return known;
  const loading = compile(scope, release);
  compiled.set(release.id, loading);
  loading.catch(() => compiled.delete(release.id));
  if (compiled.size > most) compiled.delete(compiled.keys().next().value!);
  return loading;
}

/** The service of a pinned release; a release that is already compiled costs no query. */
export async function loadPinned(scope: TenantScope, releaseId: string): Promise<CompiledService> {
  return compiled.get(releaseId) ?? loadService(scope, await getRelease(scope, releaseId));
}

async function compile(
  scope: TenantScope,
  release: Pick<Release, "packageHash" | "overlay">,
): Promise<CompiledService> {
  const { content } = await getRow(
    scope,
    sql<{ content: ServicePackage }>`select content from services.packages where hash = ${release.packageHash}`,
    "package",
  );
  const result = await compileService(applyOverlay(content, release.overlay).pkg);
  if (!result.ok) throw new Error(`a stored release does not compile: ${told(result.problems)}`);
  return result.service;
}

const told = (problems: readonly PackageProblem[]): string =>
  problems.map(({ file, message }) => `${file}: ${message}`).join("; ");
