import { Hono } from "hono";
import type { WebEnvironment } from "../environment.ts";
import { absences } from "./absence-routes.tsx";
import { access } from "./access.ts";
import { assignments } from "./assignment-routes.ts";
import { attachments } from "./attachment-routes.ts";
import { belongings } from "./belonging-routes.ts";
import { bulk } from "./bulk-routes.tsx";
import { cases } from "./case-routes.ts";
import { deemedApprovals } from "./deemed-routes.ts";
import { endings } from "./ending-routes.ts";
import { figures } from "./figures-routes.tsx";
import { intakes } from "./intake/routes.ts";
import { incidents } from "./incident-routes.ts";
import { inbox } from "./inbox-routes.ts";
import { openings } from "./opening-routes.ts";
import { letterDrafts } from "./letter-draft-routes.ts";
import { outgoing } from "./outgoing-routes.ts";
import { records } from "./records/routes.ts";
import { requests } from "./request-routes.ts";
import { settings } from "./settings-routes.ts";
import { statements } from "./statement-routes.ts";
import { treasury } from "./treasury-routes.ts";

/** The caseworker's desk at /amt of the tenant's host. */
export const workbench = new Hono<WebEnvironment>()
  .basePath("/amt")
  .route("/", access)
  .route("/", inbox)
  .route("/", cases)
  .route("/", attachments)
  .route("/", assignments)
  .route("/", absences)
  .route("/", belongings)
  .route("/", bulk)
  .route("/", settings)
  .route("/", figures)
  .route("/", requests)
  .route("/", endings)
  .route("/", deemedApprovals)
  .route("/", statements)
  .route("/", openings)
  .route("/", intakes)
  .route("/", incidents)
  .route("/", treasury)
  .route("/", records)
  .route("/", outgoing)
  .route("/", letterDrafts);
