import { reportKinds } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const lookAlikeVersion = defineRule({
  id: "look-alike-version",
  severity: "error",
  summary: "a version that looks like the pin and is another one",
  check: (facts) => reportKinds(facts, ["look-alike"]),
});
