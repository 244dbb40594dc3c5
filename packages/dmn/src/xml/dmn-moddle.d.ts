declare module "dmn-moddle" {
  export interface ModdleElement {
    readonly $type: string;
    readonly [property: string]: unknown;
  }
  export interface ModdleResult {
    readonly rootElement: ModdleElement;
    readonly warnings: readonly { readonly message: string }[];
  }
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<ModdleResult>;
  }
}
