import type { Codelist } from "@allmende/xdatenfelder";

/** The key under which a list is kept: the address of its version, or of the list; undefined where it names neither. */
export function listKey({ canonicalVersionUri, canonicalUri, version }: Codelist): string | undefined {
  if (canonicalVersionUri !== undefined) return canonicalVersionUri;
  return canonicalUri !== undefined && version !== undefined ? `${canonicalUri}_${version}` : canonicalUri;
}

/** Whether a reference by this key means the list; a key without version means any version. */
export function isKeyOf(key: string, list: Codelist): boolean {
  const { canonicalUri, version, canonicalVersionUri } = list;
  return (
    key === canonicalVersionUri ||
    key === canonicalUri ||
    (canonicalUri !== undefined && key === `${canonicalUri}_${version}`)
  );
}
