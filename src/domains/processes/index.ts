export {
  cancelProcess,
  completeTask,
  listHistory,
  listTasks,
  postponeTask,
  startProcess,
  type Conductor,
  type Task,
} from "./process.ts";
export { holdings } from "./holdings.ts";
