import { describeType } from "../../testing/describe-type.ts";
import { story } from "./story.ts";

describeType(story);
