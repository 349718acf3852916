import { reportKinds } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const workspacePin = defineRule({
  id: "workspace-pin",
  severity: "error",
  summary: "a workspace dependency that is not the pin, or that the policy does not allow",
  check: (facts) => reportKinds(facts, ["workspace"]),
});
