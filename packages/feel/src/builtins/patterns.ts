import { builtin, form } from "./builtin.ts";
import { optional, text } from "./parameters.ts";
import { compilePattern } from "../pattern/pattern.ts";

/** Regular expressions as XPath has them, matched by steps that count against the budget. */
export const patternFunctions = [
  builtin(
    "matches",
    form([text("input"), text("pattern"), optional(text("flags"))], ([input, source, flags], evaluation) => {
      const pattern = compilePattern(source, flags ?? "", evaluation);
      return pattern && pattern.matches(input, evaluation);
    }),
  ),
  builtin(
    "replace",
    form(
      [text("input"), text("pattern"), text("replacement"), optional(text("flags"))],
      ([input, source, replacement, flags], evaluation) => {
        const pattern = compilePattern(source, flags ?? "", evaluation);
        return pattern && pattern.replace(input, replacement, evaluation);
      },
    ),
  ),
  builtin(
    "split",
    form([text("string"), text("delimiter")], ([string, delimiter], evaluation) => {
      const pattern = compilePattern(delimiter, "", evaluation);
      return pattern && pattern.split(string, evaluation);
    }),
  ),
];
