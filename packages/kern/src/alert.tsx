import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "info" | "success" | "warning" | "danger";

const icons: Record<Tone, IconName> = { info: "info", success: "check", warning: "warning", danger: "warning" };

/** A message that stands in the page. `title` is a heading of the given level. */
export function Alert({
  tone,
  title,
  level = 2,
  children,
}: {
  tone: Tone;
  title: string;
  level?: 2 | 3;
  children?: ComponentChildren;
}) {
  const Heading = `h${level}` as const;
  return (
    <div class={`kern-alert kern-alert--${tone}`}>
      <div class="kern-alert__header">
        <Icon name={icons[tone]} />
        <Heading class="kern-title al-alert__title">{title}</Heading>
      </div>
      {children && <div class="kern-alert__body">{children}</div>}
    </div>
  );
}

/** A state in a word, never by colour alone. "turn" is Raps: the reader acts next. */
export function Badge({
  tone,
  icon,
  children,
}: {
  tone: Tone | "turn" | "calm";
  icon?: IconName;
  children: ComponentChildren;
}) {
  return (
    <span class={`kern-badge kern-badge--${tone} al-badge`}>
      {icon && <Icon name={icon} />}
      <span class="kern-label">{children}</span>
    </span>
  );
}
