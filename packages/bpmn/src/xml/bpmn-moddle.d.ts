/** The package ships types of the BPMN elements but none of its main class. */
declare module "bpmn-moddle" {
  export const BpmnModdle: new (packages: Readonly<Record<string, object>>) => object;
}
