import { defineRule } from "./rule.js";

/**
 * Which ignores matched is known only after all other findings, so the configuration step reports them; the
 * rule is listed here for its severity, its page and its place in the order.
 */
export const unusedIgnore = defineRule({
  id: "unused-ignore",
  severity: "warning",
  summary: "an ignore in the configuration that matches no finding",
  check: () => [],
});
