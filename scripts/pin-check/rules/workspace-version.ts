import { placeOf } from "./places.ts";
import { defineRule } from "./rule.ts";

export const workspaceVersion = defineRule({
  id: "workspace-version",
  severity: "error",
  summary: "the pinned package's own workspace at another version than the pin",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      if (!pin.allowWorkspace || facts.usesOf(pin).length === 0) continue;
      for (const { folder, version, document } of facts.workspacesOf(pin)) {
        if (version === pin.version) continue;
        yield {
          place: placeOf(facts, { file: document.path, keyPath: ["version"] }),
          actual: version ?? "no version",
          expected: pin.version,
          args: { package: pin.package, folder },
        };
      }
    }
  },
});
