import { Document, type YAMLMap } from "yaml";

/**
 * Writes changed maps of a YAML file back into its source; every other character stays as a person wrote it. The maps
 * still know where they stood (`range`), and none lies within another.
 */
export function replaceMaps(source: string, maps: readonly YAMLMap[]): string {
  let text = source;
  const places = maps.flatMap((map) => (map.range ? [{ map, start: map.range[0], end: map.range[1] }] : []));
  for (const { map, start, end } of places.toSorted((one, other) => other.start - one.start)) {
    const kept = text.slice(start, end).trimEnd();
    const column = start - (text.lastIndexOf("\n", start - 1) + 1);
    text = text.slice(0, start) + written(map, column) + text.slice(start + kept.length);
  }
  return text;
}

/** The comments around a map stand outside of its place and are there already. */
function written(map: YAMLMap, column: number): string {
  map.comment = undefined;
  map.commentBefore = undefined;
  const document = new Document(map);
  const lines = document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd().split("\n");
  return lines.map((line, index) => (index === 0 || line === "" ? line : " ".repeat(column) + line)).join("\n");
}
