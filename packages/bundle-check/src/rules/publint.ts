import { defineRule } from "./rule.js";

/**
 * What publint reports, when it is asked for. It runs asynchronously and after the other rules (see
 * `publint/run-publint.ts`); it stands here for its severity, its page and its place in the order.
 */
export const publint = defineRule({
  id: "publint",
  severity: "warning",
  summary: "what the linter publint says of package.json, on request",
  check: () => [],
});
