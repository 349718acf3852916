import globals from "globals";

/** Environments in which a published package may run; what any of them provides counts as declared. */
const environments = [
  "builtin",
  "es2027",
  "browser",
  "worker",
  "serviceworker",
  "sharedWorker",
  "audioWorklet",
  "paintWorklet",
  "nodeBuiltin",
  "bunBuiltin",
  "denoBuiltin",
  "webextensions",
  "react-native",
] as const;

const testFrameworks = ["mocha", "jest", "jasmine", "vitest", "qunit", "chai"] as const;

/*
 * The lists as texts: the build puts the texts in the place of this file, because objects of thousands of properties
 * would be made anew by every run.
 */
export const environmentNames = namesOf(environments);
export const testFrameworkNames = namesOf(testFrameworks);

function namesOf(lists: readonly (keyof typeof globals)[]): string {
  return [...new Set(lists.flatMap((list) => Object.keys(globals[list])))].join(" ");
}
