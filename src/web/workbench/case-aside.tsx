import { Icon } from "@allmende/kern";
import { money, readerOf } from "../portal/frame.ts";
import { AdHocTasks, Tags } from "./belonging-panels.tsx";
import { actWords } from "./act-words.ts";
import type { CaseView } from "./case-view.ts";
import { fullInstant, shortDay } from "./dates.ts";
import { WhyInPlace } from "./why-page.tsx";

/** Beside a case: tasks, money, dossier, messages, history. */
export function CaseAside({ view, token }: { view: CaseView; token: string }) {
  const { today } = view;
  return (
    <aside aria-label="Aufgaben, Geld und Verlauf">
      <h2>Aufgaben</h2>
      <ul class="al-tasks">
        {view.tasks.map((task) => (
          <li key={task.name} class={task.done ? "al-tasks__done" : undefined}>
            <Icon name={task.done ? "check" : "clock"} size={18} />
            <span>
              {task.name}
              <span class="kern-sr-only">{task.done ? " (erledigt)" : " (offen)"}</span>
            </span>
            <span class="al-meta">{task.done ? "" : task.due ? shortDay(task.due, today) : ""}</span>
          </li>
        ))}
      </ul>
      <AdHocTasks
        caseId={view.found.id}
        tasks={view.story.adHocTasks}
        names={view.names}
        token={token}
        today={today}
        open={view.found.status !== "closed"}
      />
      <WhyInPlace caseId={view.found.id} about="due" title="Warum diese Frist?" reasons={view.why.due} />
      <WhyInPlace caseId={view.found.id} about="here" title="Warum liegt er hier?" reasons={view.why.here} />
      {view.fee && (
        <>
          <h2>Geld</h2>
          <dl class="al-money">
            {view.fee.items.map((item) => (
              <div key={item.id}>
                <dt>{view.names.get(`text:${item.id}`) ?? item.id}</dt>
                <dd>{money(item.cents, readerOf("de"))}</dd>
              </div>
            ))}
            <div>
              <dt>{view.payment ? "Betrag" : "Festzusetzen"}</dt>
              <dd>{money(view.fee.amount, readerOf("de"))}</dd>
            </div>
          </dl>
          {view.payment && (
            <p class="al-meta">
              {view.payment.state === "paid"
                ? `Bezahlt, Kassenzeichen ${view.payment.paymentReference}`
                : "Noch nicht bezahlt"}
            </p>
          )}
          <WhyInPlace caseId={view.found.id} about="fee" title="Warum dieser Betrag?" reasons={view.why.fee} />
        </>
      )}
      <h2>Schlagworte</h2>
      <Tags caseId={view.found.id} tags={view.story.tags} token={token} />
      <h2>Akte</h2>
      <p class="al-meta">
        {view.filed === 1 ? "1 Dokument abgelegt" : `${view.filed} Dokumente abgelegt`}
        {view.dossier && (
          <>
            {" · "}
            <a href={`/amt/akten/${view.dossier}`}>Akte öffnen</a>
          </>
        )}
      </p>
      {view.messages.length > 0 && (
        <>
          <h2>Nachrichten</h2>
          <ul class="al-history">
            {view.messages.slice(0, 6).map((message) => (
              <li key={message.id}>
                <strong>{message.subject}</strong>
                {message.body && <span class="al-prewrap">{message.body}</span>}
                <span class="al-meta">
                  {message.senderName}, {fullInstant(message.at)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Verlauf</h2>
      <ol class="al-history">
        {view.history.toReversed().map((line) => (
          <li key={line.id}>
            <strong>{actWords[line.act] ?? line.act}</strong>
            <span class="al-meta">
              {fullInstant(line.at)},{" "}
              {view.names.get(line.actor) ?? (line.actor === "system" ? "Allmende" : "Antragsteller:in")}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}
