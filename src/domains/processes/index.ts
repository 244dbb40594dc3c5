export {
  cancelProcess,
  completeTask,
  listHistory,
  listTasks,
  startProcess,
  type Conductor,
  type Task,
} from "./process.ts";
