import { Icon } from "@allmende/kern";
import type { Application } from "../../domains/applications/index.ts";
import type { Speaker } from "./frame.ts";
import { stagesOf } from "./stages.ts";

/** The way of an application, with where it is now. */
export function Timeline({ frame, application }: { frame: Speaker; application: Application }) {
  return (
    <ol class="al-timeline">
      {stagesOf(frame, application).map((step) => (
        <li
          key={step.name}
          class={`al-timeline__step al-timeline__step--${step.state}`}
          aria-current={step.state === "now" || step.state === "paused" ? "step" : undefined}
        >
          <span class="al-timeline__mark" aria-hidden="true">
            {step.state === "done" && <Icon name="check" size={16} />}
            {step.state === "paused" && <Icon name="bars" size={20} />}
          </span>
          <span>
            <span class="al-timeline__name">{step.name}</span>
            {step.text && <span class="al-timeline__text">{step.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
