import type { ComponentChildren } from "preact";

type Kind = "primary" | "secondary" | "tertiary";

interface Look {
  kind?: Kind;
  block?: boolean;
  children: ComponentChildren;
}

const look = ({ kind = "primary", block }: Look): string =>
  `kern-btn kern-btn--${kind}${block ? " kern-btn--block" : ""}`;

/** A button that posts the form it stands in. */
export function Button({ children, name, value, id, ...rest }: Look & { name?: string; value?: string; id?: string }) {
  return (
    <button class={look({ children, ...rest })} type="submit" name={name} value={value} id={id}>
      <span class="kern-label">{children}</span>
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ children, href, target, ...rest }: Look & { href: string; target?: "_blank" }) {
  return (
    <a class={look({ children, ...rest })} href={href} target={target}>
      <span class="kern-label">{children}</span>
    </a>
  );
}
