import { exportedNamesOf } from "../modules/exported-names.js";
import { defineRule } from "./rule.js";

export const expectedExport = defineRule({
  id: "expected-export",
  severity: "error",
  summary: "an export that the package's configuration promises is not there",
  *check(facts) {
    for (const [subpath, names] of Object.entries(facts.configuration.expectedExports)) {
      const entries = facts.entrypoints.filter((entry) => entry.kind === "code" && entry.subpath === subpath);
      const seen = new Set<string>();
      for (const { files, conditions } of entries) {
        for (const path of files) {
          if (seen.has(path) || !facts.graph.isJavaScript(path)) continue;
          seen.add(path);
          const module = facts.graph.facts(path);
          const exported = exportedNamesOf(module, facts.graph);
          if (exported.open) continue;
          for (const name of names) {
            if (!exported.names.has(name)) {
              yield { place: facts.placeIn(module, 0), args: { name, subpath, conditions } };
            }
          }
        }
      }
      if (entries.length === 0) {
        const place = facts.placeInManifest(["exports"]);
        for (const name of names) yield { place, args: { name, subpath, conditions: [] }, reach: [] };
      }
    }
  },
});
