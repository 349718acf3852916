import { exportedNamesOf } from "../modules/exported-names.js";
import { defineRule } from "./rule.js";

export const missingImportBinding = defineRule({
  id: "missing-import-binding",
  severity: "error",
  summary: "a named import from a shipped module that does not export it",
  *check(facts) {
    const { graph } = facts;
    for (const module of graph.reachable()) {
      for (const request of module.requests) {
        if (request.names.length === 0 || request.attributeType !== undefined) continue;
        const resolution = graph.resolve(module.path, request);
        if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) continue;
        const target = graph.facts(resolution.path);
        // Which names of a CommonJS module can be imported is the runtime's guess; only ES modules link strictly.
        // Without any export, though, it has nothing to give to anybody.
        if (!target.analysed) continue;
        const exported = exportedNamesOf(target, graph);
        if (exported.open || exported.isWholeValue) continue;
        const givesNothing = exported.names.size === 0 && request.kind !== "dynamic-import";
        if (target.kind !== "module" && target.isModular && !givesNothing) continue;
        for (const { name, offset } of request.names) {
          if (exported.names.has(name) || (name === "default" && target.kind === "commonjs")) continue;
          yield {
            place: facts.placeIn(module, offset, name.length),
            args: {
              name,
              specifier: request.specifier,
              module: resolution.path,
              ...(request.kind === "dynamic-import" ? { isDynamic: true } : {}),
            },
          };
        }
      }
    }
  },
});
