import { contextOf, date, dateTime, duration, number, time, type FeelContext, type FeelValue } from "@allmende/feel";
import { SaxesParser } from "saxes";

/** One expectation of the TCK: a decision, its input, and the value it must have. */
export interface TckCase {
  readonly id: string;
  readonly decision: string;
  readonly input: FeelContext;
  readonly expected: FeelValue;
}

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Tag[];
  text: string;
}

/** Reads a test file of the TCK. */
export function readTckFile(xml: string): TckCase[] {
  const root = parse(xml);
  return root.children.filter(named("testCase")).flatMap((testCase) => {
    const input = contextOf(
      testCase.children.filter(named("inputNode")).map((node) => [node.attributes["name"] ?? "", valueOf(node)]),
    );
    return testCase.children.filter(named("resultNode")).map((node) => ({
      id: testCase.attributes["id"] ?? "",
      decision: testCase.attributes["invocableName"] ?? node.attributes["name"] ?? "",
      input,
      expected: expectedOf(node),
    }));
  });
}

function expectedOf(node: Tag): FeelValue {
  const expected = node.children.find(named("expected"));
  return expected ? valueOf(expected) : null;
}

function valueOf(node: Tag): FeelValue {
  const components = node.children.filter(named("component"));
  if (components.length > 0)
    return contextOf(components.map((component) => [component.attributes["name"] ?? "", valueOf(component)]));
  const list = node.children.find(named("list"));
  if (list) return list.children.filter(named("item")).map(valueOf);
  const value = node.children.find(named("value"));
  return value ? scalar(value) : null;
}

function scalar(value: Tag): FeelValue {
  if (value.attributes["xsi:nil"] === "true") return null;
  const { text } = value;
  switch (value.attributes["xsi:type"]?.replace(/^.*:/, "")) {
    case "boolean":
      return text === "true";
    case "decimal":
    case "double":
    case "integer":
    case "float":
      return number(text);
    case "date":
      return date(text);
    case "time":
      return time(text);
    case "dateTime":
      return dateTime(text);
    case "duration":
      return duration(text);
    default:
      return text;
  }
}

function parse(xml: string): Tag {
  const root: Tag = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const made: Tag = { name: tag.name, attributes: tag.attributes, children: [], text: "" };
    open.at(-1)?.children.push(made);
    open.push(made);
  });
  const addText = (text: string) => {
    const current = open.at(-1);
    if (current) current.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return root.children[0] ?? root;
}

function named(name: string): (tag: Tag) => boolean {
  return (tag) => tag.name.replace(/^.*:/, "") === name;
}
