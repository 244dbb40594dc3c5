import type { Absence } from "../../domains/tenancy/index.ts";
import type { InboxRow } from "./case-table.tsx";
import type { InboxChoice } from "./inbox-choice.ts";

/** What the page of an inbox shows. */
export interface InboxView {
  choice: InboxChoice;
  rows: readonly InboxRow[];
  /** Legal day, ISO. */
  today: string;
  services: readonly { slug: string; name: string }[];
  /** Address of the next page. */
  next: string | undefined;
  /** Whose desk it is, and who is away today. */
  staffId: string;
  standIns: readonly Absence[];
  /** Columns somebody leaves out. */
  hidden: readonly string[];
  /** This very list is where the desk begins. */
  isStart: boolean;
  /** Who can get a case; only where several can be ticked. */
  receivers: readonly (readonly [value: string, name: string])[];
  /** Tags in use, for the filter. */
  tags: readonly string[];
  /** This very list is kept already. */
  savedId: string | undefined;
}
