import type { ModdleElement } from "dmn-moddle";

/** An element of the model, with the doubts about its content taken away. */
export class Element {
  private readonly raw: ModdleElement;

  constructor(raw: ModdleElement) {
    this.raw = raw;
  }

  /** `dmn:DecisionTable` is `DecisionTable`. */
  get type(): string {
    return this.raw.$type.replace(/^dmn:/, "");
  }

  get id(): string {
    return this.text("id") ?? "";
  }

  get name(): string {
    return (this.text("name") ?? "").replace(/\s+/g, " ").trim();
  }

  text(property: string): string | undefined {
    const value = this.raw[property];
    return typeof value === "string" ? value : undefined;
  }

  flag(property: string): boolean {
    return this.raw[property] === true;
  }

  child(property: string): Element | undefined {
    const value = this.raw[property];
    return isElement(value) ? new Element(value) : undefined;
  }

  children(property: string): Element[] {
    const value = this.raw[property];
    return Array.isArray(value) ? value.filter(isElement).map((item) => new Element(item)) : [];
  }

  /** The id at the end of a reference such as `#decision_1`. */
  reference(property: string): string | undefined {
    const href = this.child(property)?.text("href");
    return href?.slice(href.lastIndexOf("#") + 1);
  }

  /** All elements below this one, itself included. */
  *descendants(): Iterable<Element> {
    yield this;
    for (const [key, value] of Object.entries(this.raw)) {
      if (key.startsWith("$")) continue;
      for (const item of Array.isArray(value) ? value : [value])
        if (isElement(item)) yield* new Element(item).descendants();
    }
  }
}

function isElement(value: unknown): value is ModdleElement {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "$type") === "string";
}
