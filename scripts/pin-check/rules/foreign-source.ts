import { reportKinds } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const foreignSource = defineRule({
  id: "foreign-source",
  severity: "error",
  summary: "a dependency that is taken from elsewhere than the pinned package of the registry",
  check: (facts) => reportKinds(facts, ["source", "other-package"]),
});
