import type { BaselineArguments } from "./arguments.js";

/** The names by which an ignore entry singles out a loss. */
export const baselineSubjects: {
  readonly [Rule in keyof BaselineArguments]: (args: BaselineArguments[Rule]) => readonly string[];
} = {
  "lost-entry": ({ entry }) => [entry],
  "lost-file": ({ path }) => [path],
  "lost-export": ({ name }) => [name],
  "lost-code": ({ entry }) => [entry],
  "lost-dependency": ({ dependency }) => [dependency],
  "lost-source": () => [],
};
