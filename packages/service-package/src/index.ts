export {
  compileLetter,
  plainText,
  renderLetter,
  type LetterBlock,
  type LetterTemplate,
  type Piece,
  type RenderedLetter,
} from "./letter.ts";
export {
  applyEdits,
  compareWords,
  templateTexts,
  type EditProblem,
  type LetterEdits,
  type TemplateText,
  type WordChange,
} from "./letter-draft.ts";
export { closureKinds, type ClosureKind } from "./closure-kinds.ts";
export { canonical, contentHash } from "./content-hash.ts";
export { applyOverlay, emptyOverlay, overlaySchema, type Overlay } from "./overlay.ts";
export { readPackage, type PackageFiles, type PackageReading, type ServicePackage } from "./read-package.ts";
export { serviceDefinition, type DeemedApprovalRule, type ServiceDefinition } from "./service-definition.ts";
export { findText, mergeTexts, type Texts } from "./texts.ts";
export { isTaskStep, type CaseStep, type Journey, type TaskStep } from "./journey.ts";
export type { PackageProblem } from "./problem.ts";
export {
  assessFee,
  compileService,
  describeApplication,
  letterNames,
  textsIn,
  wordingIn,
  type CompiledService,
  type Fee,
  type ServiceCompilation,
} from "./compile-service.ts";
export { runJourney } from "./run-journey.ts";
export { missingWords, readStep, stepWords, type Step, type StepWord } from "./step.ts";
