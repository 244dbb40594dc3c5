import { earliest, type RemedyRule } from "./procedure-law.ts";

const row = { validFrom: earliest, months: 1 } as const;

/**
 * Which remedy is open against a municipality's decision. Municipal taxes go the way of the VwGO, not of § 355 AO, since the
 * municipality is no tax office (§ 33 FGO, § 1 Abs. 2 AO does not take over the seventh part). Länder that abolished the
 * preliminary procedure keep exceptions by subject: a service names its own remedy where it falls under one.
 */
export const remedyRules: readonly RemedyRule[] = [
  {
    ...row,
    land: "all",
    kind: "administrative",
    remedy: "objection",
    law: "§§ 68, 70 VwGO",
    checked: true,
    source: "VwGO",
  },
  {
    ...row,
    land: "all",
    kind: "tax",
    remedy: "objection",
    law: "§§ 68, 70 VwGO",
    checked: true,
    source: "VwGO, KAG of the Land",
  },
  {
    ...row,
    land: "HE",
    kind: "administrative",
    remedy: "objection",
    law: "§§ 68, 70 VwGO, § 16a HessAGVwGO",
    checked: false,
    source: "list of exceptions not read",
  },
  {
    ...row,
    land: "HE",
    kind: "tax",
    remedy: "objection",
    law: "§§ 68, 70 VwGO, § 4 HessKAG",
    checked: true,
    source: "VwGO, HessKAG",
  },
  {
    ...row,
    land: "NI",
    kind: "administrative",
    remedy: "action",
    law: "§ 74 Abs. 1 VwGO, § 80 Abs. 1 NJG",
    checked: false,
    source: "list of exceptions not read",
  },
  {
    ...row,
    land: "NI",
    kind: "tax",
    remedy: "action",
    law: "§ 74 Abs. 1 VwGO, § 80 Abs. 1 NJG",
    checked: false,
    source: "list of exceptions not read",
  },
  {
    ...row,
    land: "NW",
    kind: "administrative",
    remedy: "action",
    law: "§ 74 Abs. 1 VwGO, § 110 JustG NRW",
    checked: false,
    source: "list of exceptions not read",
  },
  {
    ...row,
    land: "NW",
    kind: "tax",
    remedy: "action",
    law: "§ 74 Abs. 1 VwGO, § 110 JustG NRW",
    checked: false,
    source: "list of exceptions not read",
  },
  {
    ...row,
    land: "BY",
    kind: "administrative",
    remedy: "action",
    law: "§ 74 Abs. 1 VwGO, Art. 12 Abs. 2 BayAGVwGO",
    checked: false,
    source: "list of exceptions not read",
  },
  {
    ...row,
    land: "BY",
    kind: "tax",
    remedy: "objection-or-action",
    law: "§§ 70, 74 VwGO, Art. 12 Abs. 1 BayAGVwGO",
    checked: false,
    source: "general knowledge",
  },
];
