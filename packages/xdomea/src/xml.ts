/** A finished piece of XML; made only here, so that text never slips in unescaped. */
export type Xml = { readonly xml: string };

/** An element of the standard's namespace; content that is undefined or null gives nothing. */
export function element(
  name: string,
  content: string | readonly (Xml | undefined)[] | null | undefined,
  attributes: Readonly<Record<string, string>> = {},
): Xml | undefined {
  if (content === undefined || content === null) return undefined;
  const tag = name.startsWith(":") ? name.slice(1) : `xdomea:${name}`;
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  const inside = typeof content === "string" ? escape(content) : content.map((piece) => piece?.xml ?? "").join("");
  return { xml: `<${tag}${written.join("")}>${inside}</${tag}>` };
}

/** A value of a code list of xdomea: its code stands outside the namespace. */
export function code(name: string, list: string, version: string, value: string): Xml | undefined {
  return element(name, [element(":code", value)], {
    listURI: `urn:xoev-de:xdomea:codeliste:${list}`,
    listVersionID: version,
  });
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** Characters that XML cannot hold at all become the replacement character. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
}
