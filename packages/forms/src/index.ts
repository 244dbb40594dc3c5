export { compileForm, type CompiledForm, type FormProblem } from "./compile.ts";
export {
  elementId,
  formDefinition,
  optionId,
  type ElementDefinition,
  type FieldDefinition,
  type FieldOf,
  type FormDefinition,
  type PageDefinition,
} from "./definition.ts";
export { Form } from "./form.ts";
export { isAnswers, type Answer, type AnswerProblem, type Answers, type FileRef, type Path } from "./answer.ts";
export { displayField, showAnswers, withAnswersIn, type Shown, type ShownPage } from "./display.ts";
export { checkFile, typeNames } from "./types/file.tsx";
export { errorTarget, renderPage, type PageView } from "./render-page.tsx";
export { postAnswers } from "./post-answers.ts";
export type { PageInput, PageReading } from "./read-page.ts";
export type { Posted } from "./field-type.ts";
export { leaves, type FieldNode, type GroupNode, type Node, type PageNode } from "./node.ts";
export { noTexts, Wording, type TextSource } from "./wording.ts";
export type { Walk } from "./walk.ts";
