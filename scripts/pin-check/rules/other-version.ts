import { reportKinds } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const otherVersion = defineRule({
  id: "other-version",
  severity: "error",
  summary: "a dependency or catalog entry that asks for another version than the pin",
  check: (facts) => reportKinds(facts, ["other-version"]),
});
