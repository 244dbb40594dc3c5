export {
  addAlliance,
  addDepartment,
  addStaff,
  addTenant,
  findDepartment,
  findStaff,
  findStaffBySubject,
  getDepartment,
  getOwnTenant,
  getStaff,
  listDepartments,
  listOfficesOf,
  listStaff,
  loadDirectory,
} from "./tenancy-store.ts";
export type { Alliance, Contact, Court, Department, Directory, Staff, Tenant, Theme } from "./tenant.ts";
export { holdings } from "./holdings.ts";
export { armsOf, crestSvg, shield, type Arms } from "./crest.ts";
export { checkTreasury, grantTreasury } from "./treasury-right.ts";
export { endAbsence, enterAbsence, listAbsences, listPresentDeputies, listStandIns, type Absence } from "./absence.ts";
export { shareRow } from "./shares.ts";
