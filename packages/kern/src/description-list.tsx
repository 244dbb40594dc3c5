import type { ComponentChildren } from "preact";

export interface Description {
  term: ComponentChildren;
  value: ComponentChildren;
  /** A link beside the value, for instance "Ändern". */
  action?: ComponentChildren;
}

export function DescriptionList({ items }: { items: Description[] }) {
  return (
    <dl class="kern-description-list al-descriptions">
      {items.map(({ term, value, action }, index) => (
        <div class="kern-description-list-item" key={index}>
          <dt class="kern-description-list-item__key">{term}</dt>
          <dd class="kern-description-list-item__value">{value}</dd>
          {action && <dd class="al-descriptions__action">{action}</dd>}
        </div>
      ))}
    </dl>
  );
}
