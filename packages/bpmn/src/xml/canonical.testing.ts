import { SaxesParser } from "saxes";

/**
 * A document as sorted, comparable lines: names by namespace and not by prefix, attributes in order, text without indentation.
 * What the schema says to be the same is the same: 30.0 and 30.
 */
export function canonical(xml: string): string[] {
  const lines: string[] = [];
  const path: string[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    flush();
    const attributes = Object.values(tag.attributes)
      .filter((one) => one.prefix !== "xmlns" && one.name !== "xmlns")
      // A type repeated where the schema knows it already ("xsi:type" of a way point).
      .filter((one) => !(one.local === "type" && one.value.endsWith(":Point")))
      .map((one) => `${one.prefix === "" ? "" : `{${one.uri}}`}${one.local}=${normal(one.value, one.local)}`);
    // A formal expression can be written as element or as type of the element it stands for.
    const formal = tag.local === "formalExpression";
    if (formal) attributes.push("{http://www.w3.org/2001/XMLSchema-instance}type=tFormalExpression");
    path.push(`{${tag.uri}}${formal ? "expression" : tag.local}`);
    lines.push(`${path.length} ${path.at(-1)} ${attributes.sort().join(" ")}`);
  });
  parser.on("text", (text) => texts.push(text));
  parser.on("cdata", (text) => texts.push(text));
  parser.on("closetag", () => {
    flush();
    path.pop();
  });
  parser.write(xml).close();
  return lines;

  function flush(): void {
    const text = texts.splice(0).join("").replace(/\s+/g, " ").trim();
    if (text !== "") lines.push(`${path.length} text ${normal(text, "")}`);
  }
}

function normal(value: string, attribute: string): string {
  const text = attribute === "" ? value.replace(/\s+/g, " ").trim() : value;
  if (attribute === "type" || /^[\w.-]+:[\w.-]+$/.test(text)) return text.replace(/^[\w.-]+:/, ""); // a QName: its prefix is a matter of taste
  return /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}
