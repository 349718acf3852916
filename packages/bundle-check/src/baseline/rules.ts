import { defineRule } from "../rules/rule.js";

/**
 * The rules that compare with an earlier release. They need the facts of two packages, so they run after the others
 * and only with a baseline (see `compare.ts`); they are listed here for their severities, pages and order.
 */
export const lostEntry = defineRule({
  id: "lost-entry",
  severity: "error",
  summary: "an import or a command of the baseline that nothing answers any more",
  check: () => [],
});

export const lostFile = defineRule({
  id: "lost-file",
  severity: "error",
  summary: "a file that consumers could import from the baseline and cannot any more",
  check: () => [],
});

export const lostExport = defineRule({
  id: "lost-export",
  severity: "error",
  summary: "a name that an entry of the baseline exported and that is gone",
  check: () => [],
});

export const lostCode = defineRule({
  id: "lost-code",
  severity: "error",
  summary: "an entry that has lost more of its code than the configuration allows",
  check: () => [],
});

export const lostDependency = defineRule({
  id: "lost-dependency",
  severity: "error",
  summary: "a declared dependency that the baseline used and that nothing uses any more",
  check: () => [],
});

export const lostSource = defineRule({
  id: "lost-source",
  severity: "error",
  summary: "source modules of the baseline that no source map names any more",
  check: () => [],
});

export const baselineRules = {
  "lost-entry": lostEntry,
  "lost-file": lostFile,
  "lost-export": lostExport,
  "lost-code": lostCode,
  "lost-dependency": lostDependency,
  "lost-source": lostSource,
};
