import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { libraryFolder, root } from "../../platform/root.ts";

export interface Asset {
  path: string;
  type: string;
  body: Buffer;
}

const kern = libraryFolder("@kern-ux/native");

/** KERN's classes that our markup carries; rules for others (280 kB of grid, utilities, icons) stay at home. */
const used =
  /^(?:sr-only|label(?:__optional)?|hint|error|fieldset|link|title|btn(?:--(?:primary|secondary|tertiary|block))?|form-input__(?:input|select(?:-wrapper)?)|form-check(?:__(?:radio|checkbox))?|description-list(?:-item(?:__key|__value)?)?|(?:alert|badge)(?:--(?:info|success|warning|danger))?|alert__(?:header|body))$/;
/** States are the skin's own: it knows hover, focus and visited by the municipality's colours. */
const state = /:|\[/;

/** KERN's rules for the used parts, in a layer of their own, so that our few rules always come after them. */
function cutKern(): string {
  const plain = readFileSync(join(kern, "dist/kern.css"), "utf8")
    .replaceAll(/\/\*[^]*?\*\//g, "")
    // Rules for forced colours, widths and schemes are the skin's own.
    .replaceAll(/@[a-z-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})/g, "");
  const kept: string[] = [];
  for (const [, selectors = "", body = ""] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const own = selectors
      .split(",")
      .map((selector) => selector.trim())
      .filter((selector) => isOurs(selector));
    if (own.length > 0) kept.push(`${own.join(",")}{${body}}`);
  }
  return `@layer kern{${kept.join("")}}`;
}

function isOurs(selector: string): boolean {
  const classes = [...selector.matchAll(/\.([\w-]+)/g)].map(([, name = ""]) => name);
  return (
    !state.test(selector) &&
    classes.length > 0 &&
    classes.every((name) => name.startsWith("kern-") && used.test(name.slice(5)))
  );
}

const fontWeights = { 400: "Regular", 500: "Medium", 600: "SemiBold" } as const;

function named(name: string, extension: string, type: string, body: Buffer): Asset {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  return { path: `/assets/${name}-${hash}.${extension}`, type, body };
}

export const fonts: Asset[] = Object.values(fontWeights).map((weight) =>
  named(
    `fira-sans-${weight.toLowerCase()}`,
    "woff2",
    "font/woff2",
    readFileSync(join(kern, `dist/fonts/fira-sans/FiraSans-${weight}.woff2`)),
  ),
);

const fontFaces = Object.keys(fontWeights)
  .map(
    (weight, index) =>
      `@font-face{font-family:"Fira Sans";font-weight:${weight};font-display:swap;src:url(${fonts[index]!.path}) format("woff2")}`,
  )
  .join("");

const squeeze = (css: string): string =>
  css
    .replaceAll(/\/\*[^]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,]) ?/g, "$1")
    .replaceAll(/: /g, ":")
    .replaceAll(/;\}/g, "}");

function sheet(name: string, parts: readonly string[], before = ""): Asset {
  const own = parts.map((part) => readFileSync(join(root, "src/web/ui/styles", `${part}.css`), "utf8")).join("\n");
  return named(name, "css", "text/css; charset=utf-8", Buffer.from(squeeze(before + own)));
}

/** In the order of the cascade: what comes later wins where both say as much. */
const shared = ["tokens", "base", "kern-skin", "frame"];
const within = (folder: string, parts: readonly string[]): string[] => parts.map((part) => `${folder}/${part}`);
const base = `${fontFaces}${cutKern()}`;

/** Everything a citizen's page needs. */
export const portalSheet = sheet(
  "portal",
  [...shared, ...within("portal", ["page", "home", "search", "service", "form", "application", "languages"])],
  base,
);
/** Everything a caseworker's page needs. */
export const workbenchSheet = sheet(
  "amt",
  [...shared, ...within("workbench", ["desk", "inbox", "case", "steps", "records"])],
  base,
);

/** Small modules of the pages, as they stand in src/web/islands. */
const island = (name: string): Asset =>
  named(name, "js", "text/javascript; charset=utf-8", readFileSync(join(root, "src/web/islands", `${name}.js`)));
export const islands = { autosave: island("autosave"), session: island("session") };

export const assets: ReadonlyMap<string, Asset> = new Map(
  [...fonts, portalSheet, workbenchSheet, ...Object.values(islands)].map((asset) => [asset.path, asset]),
);

/** A municipality's two numbers, for the stylesheet of its host. */
export function themeCss({ hue, chroma }: { hue: number; chroma: number }): string {
  return `:root,[data-kern-theme]{--t-h:${hue};--t-c:${chroma}}`;
}
