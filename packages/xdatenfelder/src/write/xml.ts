/** A finished piece of XML; made only here, so that text never slips in unescaped. */
export type Xml = { readonly xml: string };

export const nothing: Xml = { xml: "" };

/** An element in the namespace prefix `xdf` (or none); attributes that are undefined are left out. */
export function element(
  name: string,
  content: string | readonly Xml[],
  attributes: Readonly<Record<string, string | undefined>> = {},
  prefix = "xdf:",
): Xml & { toString(): string } {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escape(value, /[&<>"\r\n\t]/g)}"`,
  );
  const inside = typeof content === "string" ? escape(content, /[&<>\r]/g) : content.map((piece) => piece.xml).join("");
  const xml = `<${prefix}${name}${written.join("")}>${inside}</${prefix}${name}>`;
  return { xml, toString: () => xml };
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // Written as they are, a reader would turn these into a line feed or, in attributes, into a blank.
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Characters that XML cannot hold at all. */
const impossible = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function escape(text: string, special: RegExp): string {
  return text.replace(impossible, "\uFFFD").replace(special, (character) => entities[character] ?? character);
}
