import { defineRule } from "./rule.js";

export const missingModule = defineRule({
  id: "missing-module",
  severity: "error",
  summary: "a relative import or require of a file that is not shipped",
  *check(facts) {
    for (const module of facts.graph.reachable()) {
      for (const request of module.requests) {
        const resolution = facts.graph.resolve(module.path, request);
        // A URL may be answered by a server, and a failure that is caught is expected.
        if (resolution.kind !== "missing" || request.kind === "new-url" || request.inTry) continue;
        const { specifier, offset, conditional, evaluatedAt } = request;
        yield {
          place: facts.placeIn(module, offset, specifier.length + 2),
          args: {
            specifier,
            resolved: resolution.path,
            ...(resolution.similar === undefined ? {} : { similar: resolution.similar }),
          },
          ...((conditional && evaluatedAt === "function") ||
          facts.graph.prominenceOf(module.path) === "superseded"
            ? { severity: "warning" }
            : {}),
        };
      }
    }
  },
});
