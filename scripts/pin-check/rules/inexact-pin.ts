import { reportKinds } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const inexactPin = defineRule({
  id: "inexact-pin",
  severity: "error",
  summary: "a dependency or catalog entry that leaves the version open",
  check: (facts) => reportKinds(facts, ["range", "tag", "no-version", "not-text", "removal"]),
});
