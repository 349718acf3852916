import { type BeatenCondition, findBeatenConditions } from "../entrypoints/condition-order.js";
import { normalisePath } from "../entrypoints/target-files.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";

export const unreachableCondition = defineRule({
  id: "unreachable-condition",
  severity: "warning",
  summary: "a condition of `exports` that an earlier one always beats",
  *check(facts) {
    const groups = new Map<string, { readonly first: BeatenCondition; more: number }>();
    for (const beaten of findBeatenConditions(facts.manifest.data.exports)) {
      if (beaten.audience === "runtimes" && !isEsModule(beaten.chosenTarget, facts)) continue;
      const key = [beaten.audience, beaten.conditions.at(-1), ...beaten.winners].join("\0");
      const group = groups.get(key);
      if (group) group.more++;
      else groups.set(key, { first: beaten, more: 0 });
    }
    for (const { first, more } of groups.values()) {
      const { subpath, keyPath, conditions, winners, audience, chosenTarget } = first;
      yield {
        place: facts.placeInManifest(keyPath),
        args: {
          subpath,
          condition: conditions.at(-1) ?? "",
          winners,
          audience,
          ...(chosenTarget === undefined ? {} : { chosenTarget }),
          more,
        },
        reach: [],
      };
    }
  },
});

/** Who requires the package gets an ES module, although a CommonJS build is shipped for exactly that. */
function isEsModule(target: string | undefined, { files, graph }: PackageFacts): boolean {
  if (target === undefined) return false;
  const path = normalisePath(target);
  return files.has(path) && graph.isJavaScript(path) && graph.facts(path).kind === "module";
}
