export { compileForm, type CompiledForm, type CompileOptions, type FormProblem } from "./compile.ts";
export { formDefinition, type ElementDefinition, type FormDefinition, type PageDefinition } from "./definition.ts";
export { elementId, question } from "./types/settings.ts";
export type { FieldDefinition, FieldOf } from "./types/index.ts";
export { optionId } from "./types/choice/options.ts";
export { checkFile, typeNames } from "./types/file/model.ts";
export { compilePattern } from "./pattern/pattern.ts";
export type { Eligibility } from "./eligibility.ts";
export { Form } from "./form.ts";
export { isAnswers, type Answer, type AnswerProblem, type Answers, type FileRef, type Path } from "./answer.ts";
export { carryAnswers, isSeamless, type CarriedAnswers } from "./carry-answers.ts";
export { displayField, showAnswers, withAnswersIn, type Shown, type ShownPage } from "./display.ts";
export { printPage } from "./print-page.ts";
export { renderPage, type PageView } from "./render-page.tsx";
export { sayFaults } from "./say-faults.ts";
export { postAnswers } from "./post-answers.ts";
export { postedAt, type PageInput, type PageReading } from "./read-page.ts";
export { readJson, type JsonReading } from "./read-json.ts";
export { readRow, type RowReading } from "./read-row.ts";
export {
  fieldType,
  only,
  type AnyField,
  type Check,
  type FaceProps,
  type Fault,
  type Faults,
  type FieldReading,
  type FieldType,
  type Posted,
} from "./field-type.ts";
export { leaves, type FieldNode, type GroupNode, type Node, type PageNode } from "./node.ts";
export { prefillKnown, type KnownPerson } from "./prefill.ts";
export { answersFor, type Part } from "./part.ts";
export { noTexts, Wording, type TextSource } from "./wording.ts";
export type { Walk } from "./walk.ts";
export type { WalkOptions } from "./scope.ts";
