import { defineRule } from "../rules/rule.js";

/**
 * The rules of what executes. Their findings come from child processes, so they are made after the others and only
 * when probes are asked for (see `probe-package.ts`); they are listed here for their severities, pages and order.
 */
export const probeFailed = defineRule({
  id: "probe-failed",
  severity: "error",
  summary: "an entry that does not install, load or bundle, or an export that cannot be read",
  check: () => [],
});

export const probeNotRun = defineRule({
  id: "probe-not-run",
  severity: "error",
  summary: "a probe that could not be made, so that it says nothing",
  check: () => [],
});

export const probeRules = { "probe-failed": probeFailed, "probe-not-run": probeNotRun };
