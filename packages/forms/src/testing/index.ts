/** For those who make a type of field of their own: its story, and what every type must be able to do. */
export { describeType } from "./describe-type.ts";
export { states, viewOf, type State, type Story } from "./story.ts";
export { stories } from "./stories.ts";
