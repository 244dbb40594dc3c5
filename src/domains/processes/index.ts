export type { Conductor } from "./conductor.ts";
export { listFailingSteps, stepJob, type FailingStep } from "./failing-step.ts";
export { listIncidents, listOpenIncidents, type Settlement, type StoredIncident } from "./incident.ts";
export { listHistory } from "./history.ts";
export { migrateProcess, type Misfit } from "./migrate-process.ts";
export {
  cancelProcess,
  completeTask,
  receiveMessage,
  receiveSignal,
  restartProcess,
  retryStep,
  ringTimer,
  settleIncident,
  startProcess,
} from "./process.ts";
export { findState } from "./run-process.ts";
export { listTasks, postponeTask, type DueMove, type DueRule, type Task } from "./task-store.ts";
export {
  findReceiver,
  forgetSentMessages,
  listWaits,
  messageJob,
  sendMessageTo,
  signalJob,
  throwSignal,
  timerJob,
  type Wait,
} from "./wait.ts";
export { holdings } from "./holdings.ts";
