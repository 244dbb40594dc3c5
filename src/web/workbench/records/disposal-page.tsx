import { Badge, Button } from "@allmende/kern";
import type { Disposal, DisposalRule, Dossier } from "../../../domains/records/index.ts";
import { plainDay } from "../dates.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";
import { RecordsNav } from "./records-nav.tsx";
import { counted, ruleWords } from "./words.ts";

export interface DisposalView {
  due: readonly (Dossier & { rule: DisposalRule; documents: number })[];
  open: readonly (Disposal & { title: string })[];
  done: readonly Disposal[];
  names: ReadonlyMap<string, string>;
}

/** The disposal list ("Aussonderung"): what is due, what is decided and can be taken back, what was done. */
export function disposalPage(frame: StaffFrame, { due, open, done, names }: DisposalView): string {
  return renderStaffPage(
    frame,
    "Aussonderung",
    <div class="al-inbox">
      <h1>Aussonderung</h1>
      <RecordsNav current="aussonderung" />
      {due.length === 0 ? (
        <p class="al-empty">
          Keine Akte wartet auf eine Entscheidung. Sie kommt hierher, wenn ihre Frist abgelaufen ist.
        </p>
      ) : (
        <form method="post" action="/amt/aussonderung">
          <input type="hidden" name="_token" value={frame.token} />
          <p class="al-inbox__count">
            <strong>{counted(due.length, "Akte", "Akten")}</strong> mit abgelaufener Frist. Wählen Sie aus und
            entscheiden Sie. Bis zum nächsten Tag lässt es sich zurücknehmen.
          </p>
          <table class="al-table al-records al-records--ticks">
            <caption class="kern-sr-only">Akten, deren Frist abgelaufen ist</caption>
            <thead>
              <tr>
                <th scope="col">Akte</th>
                <th scope="col">Titel</th>
                <th scope="col">Frist bis</th>
                <th scope="col">Dokumente</th>
                <th scope="col">Der Aktenplan sagt</th>
              </tr>
            </thead>
            <tbody>
              {due.map((dossier) => (
                <tr key={dossier.id} class="al-table__row">
                  <th scope="row">
                    <span class="kern-form-check al-check">
                      <input
                        class="kern-form-check__checkbox"
                        type="checkbox"
                        name="akte"
                        value={dossier.id}
                        id={`akte-${dossier.id}`}
                      />
                      <label class="kern-label" for={`akte-${dossier.id}`}>
                        {dossier.fileReference}
                      </label>
                    </span>
                  </th>
                  <td>
                    <a href={`/amt/akten/${dossier.id}`}>{dossier.title}</a>
                  </td>
                  <td>{plainDay(dossier.retainUntil ?? "")}</td>
                  <td class="al-muted">{counted(dossier.documents, "Dokument", "Dokumente")}</td>
                  <td>{ruleWords[dossier.rule]}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="al-buttons">
            <Button name="entscheidung" value="offer">
              Dem Archiv anbieten
            </Button>
            <Button kind="secondary" name="entscheidung" value="destroy">
              Vernichten
            </Button>
          </p>
        </form>
      )}
      {open.length > 0 && (
        <section aria-labelledby="entschieden">
          <h2 id="entschieden">Entschieden, noch nicht gelöscht</h2>
          <ul class="al-records__open">
            {open.map((one) => (
              <li key={one.id}>
                <div>
                  <a href={`/amt/akten/${one.dossierId}`}>{one.fileReference}</a> {one.title}{" "}
                  <StateTag disposal={one} />
                  <p class="al-meta">
                    {names.get(one.decidedBy) ?? "Amt"}, {plainDay(one.decidedOn)}
                  </p>
                </div>
                <form method="post" action={`/amt/aussonderung/${one.id}`}>
                  <input type="hidden" name="_token" value={frame.token} />
                  {one.decision === "offer" && one.answer === null && (
                    <>
                      <Button kind="secondary" name="schritt" value="taken">
                        Archiv hat übernommen
                      </Button>
                      <Button kind="secondary" name="schritt" value="declined">
                        Nicht archivwürdig
                      </Button>
                    </>
                  )}
                  <Button kind="tertiary" name="schritt" value="back">
                    Zurücknehmen
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {done.length > 0 && (
        <section aria-labelledby="geloescht">
          <h2 id="geloescht">Gelöscht</h2>
          <ul class="al-history">
            {done.map((one) => (
              <li key={one.id}>
                <strong>{one.fileReference}</strong>
                <span class="al-meta">
                  Laufzeit {one.openedOn.slice(0, 4)} bis {one.closedOn.slice(0, 4)},{" "}
                  {counted(one.documents, "Dokument", "Dokumente")},{" "}
                  {one.answer === "taken" ? "vom Archiv übernommen" : "vernichtet"}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>,
  );
}

function StateTag({ disposal: { decision, answer } }: { disposal: Disposal }) {
  if (answer === "taken") return <Badge tone="success">vom Archiv übernommen</Badge>;
  if (answer === "declined") return <Badge tone="info">nicht archivwürdig</Badge>;
  return decision === "offer" ? <Badge tone="info">angeboten</Badge> : <Badge tone="danger">wird vernichtet</Badge>;
}
