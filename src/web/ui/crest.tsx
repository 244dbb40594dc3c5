import { armsOf, shield } from "../../domains/tenancy/index.ts";

/** A coat of arms beside a name; the name says it all, so it is hidden from screen readers. */
export function Crest({ name, size = 40 }: { name: string; size?: number }) {
  const { field, charge, path } = armsOf(name);
  return (
    <svg class="al-crest" width={size} height={size * 1.15} viewBox="0 0 40 46" aria-hidden="true" focusable="false">
      <path d={shield} fill={field} stroke="#0003" />
      <path d={path} fill={charge} fill-rule="evenodd" />
    </svg>
  );
}
