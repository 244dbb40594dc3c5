import { Button, Icon } from "@allmende/kern";
import type { AdHocTask, CaseLink } from "../../domains/cases/index.ts";
import { shortDay } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** Tasks besides the workflow, with who does them; ticked off in place. */
export function AdHocTasks({
  caseId,
  tasks,
  names,
  token,
  today,
  open,
}: {
  caseId: string;
  tasks: readonly AdHocTask[];
  names: ReadonlyMap<string, string>;
  token: string;
  today: string;
  open: boolean;
}) {
  return (
    <>
      <ul class="al-tasks">
        {tasks.map((task) => (
          <li key={task.id} class={task.doneAt ? "al-tasks__done" : undefined}>
            <Icon name={task.doneAt ? "check" : "clock"} size={18} />
            <span>
              {task.title}
              <span class="kern-sr-only">{task.doneAt ? " (erledigt)" : " (offen)"}</span>
              <span class="al-meta al-line">
                {[
                  task.staffId ? names.get(`staff:${task.staffId}`) : names.get(`office:${task.departmentId}`),
                  !task.doneAt && task.dueOn && `bis ${shortDay(task.dueOn, today)}`,
                ]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </span>
            {!task.doneAt && <Done caseId={caseId} task={task} token={token} />}
          </li>
        ))}
      </ul>
      {open && <a href={`/amt/vorgaenge/${caseId}/aufgabe`}>Aufgabe anlegen</a>}
    </>
  );
}

function Done({ caseId, task, token }: { caseId: string; task: AdHocTask; token: string }) {
  return (
    <form class="al-inline" method="post" action={`/amt/vorgaenge/${caseId}/aufgaben/${task.id}/erledigung`}>
      <input type="hidden" name="_token" value={token} />
      <button type="submit" aria-label={`${task.title}: erledigt`}>
        Erledigt
      </button>
    </form>
  );
}

/** The tags of a case as chips that take themselves away. */
export function Tags({ caseId, tags, token }: { caseId: string; tags: readonly string[]; token: string }) {
  return (
    <div class="al-tags">
      {tags.map((tag) => (
        <form key={tag} method="post" action={`/amt/vorgaenge/${caseId}/schlagworte/entfernen`}>
          <input type="hidden" name="_token" value={token} />
          <input type="hidden" name="wort" value={tag} />
          <a href={`/amt?ansicht=alle&schlagwort=${encodeURIComponent(tag)}`}>{tag}</a>
          <button type="submit" aria-label={`Schlagwort ${tag} entfernen`}>
            <Icon name="close" size={16} />
          </button>
        </form>
      ))}
      <a href={`/amt/vorgaenge/${caseId}/schlagwort`}>Schlagwort vergeben</a>
    </div>
  );
}

const roles: Record<CaseLink["role"], string> = {
  part: "Untervorgang",
  whole: "Gehört zu",
  duplicate: "Hierher zusammengeführt",
  stays: "Zusammengeführt mit",
};

/** Cases that belong to this one; a merging can be taken back where it was made. */
export function Links({ caseId, links, token }: { caseId: string; links: readonly CaseLink[]; token: string }) {
  if (links.length === 0) return null;
  return (
    <section class="al-panel" aria-labelledby="verbunden">
      <h2 id="verbunden">Verbundene Vorgänge</h2>
      <ul class="al-links">
        {links.map((link) => (
          <li key={link.id}>
            {roles[link.role]}:{" "}
            <a href={`/amt/vorgaenge/${link.otherId}`}>
              {[link.title, link.subject].filter(Boolean).join(": ")}
              {link.fileReference && ` (${link.fileReference})`}
            </a>
            {link.status === "closed" && <span class="al-meta"> abgeschlossen</span>}
          </li>
        ))}
      </ul>
      {links.some(({ role }) => role === "stays") && (
        <form class="al-inline" method="post" action={`/amt/vorgaenge/${caseId}/zusammenfuehrung/aufhebung`}>
          <input type="hidden" name="_token" value={token} />
          <button type="submit">Zusammenführung aufheben</button>
        </form>
      )}
    </section>
  );
}

/** What I am to do besides the workflows, soonest first. */
export function ownTasksPage(
  frame: StaffFrame,
  tasks: readonly (AdHocTask & { about: string })[],
  today: string,
): string {
  return renderStaffPage(
    frame,
    "Meine Aufgaben",
    <div class="al-desk__plain">
      <h1>Meine Aufgaben</h1>
      {tasks.length === 0 && (
        <p class="al-empty">Hier liegt nichts. Aufgaben neben dem Ablauf legen Sie in einem Vorgang an.</p>
      )}
      {tasks.map((task) => (
        <section class="al-panel" key={task.id} aria-labelledby={`aufgabe-${task.id}`}>
          <h2 id={`aufgabe-${task.id}`}>{task.title}</h2>
          <p>
            <a href={`/amt/vorgaenge/${task.caseId}`}>{task.about}</a>
          </p>
          <p class="al-meta">
            {task.dueOn ? `bis ${shortDay(task.dueOn, today)}` : "ohne Frist"}
            {!task.staffId && ", für alle im Amt"}
          </p>
          <form method="post" action={`/amt/vorgaenge/${task.caseId}/aufgaben/${task.id}/erledigung`}>
            <input type="hidden" name="_token" value={frame.token} />
            <input type="hidden" name="zurueck" value="aufgaben" />
            <Button kind="secondary">Erledigt</Button>
          </form>
        </section>
      ))}
    </div>,
  );
}
