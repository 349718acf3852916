import { reportKinds } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const unresolvedReference = defineRule({
  id: "unresolved-reference",
  severity: "error",
  summary: "a catalog entry or a reference that is not there",
  check: (facts) => reportKinds(facts, ["unresolved"]),
});
