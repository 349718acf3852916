import { defineRule } from "./rule.js";

export const syntaxError = defineRule({
  id: "syntax-error",
  severity: "error",
  summary: "a reachable module that does not parse as what it is",
  *check({ graph, placeIn }) {
    for (const module of graph.reachable()) {
      const { failure } = module;
      if (!failure || isOtherLanguage(module.source.text)) continue;
      const validAs = module.analysed ? module.kind : undefined;
      if (validAs !== undefined && !graph.isLoadedByNode(module.path)) {
        // Bundlers take `module`, `browser` and their own conditions for ES modules whatever `type` says.
        continue;
      }
      yield {
        place: placeIn(module, failure.offset),
        args: {
          parsedAs: module.declaredKind,
          reason: failure.reason,
          ...(validAs === undefined ? {} : { validAs }),
        },
        // Node guesses the kind from the syntax when no package.json states it.
        ...(validAs !== undefined && !graph.isKindStated(module.path) ? { severity: "warning" } : {}),
      };
    }
  },
});

/** Flow says so in a comment at the top; no runtime loads such a file without a transform. */
function isOtherLanguage(text: string): boolean {
  return /^\s*(\/\*[\s\S]*?@(no)?flow\b[\s\S]*?\*\/|\/\/[^\n]*@(no)?flow\b)/.test(text.slice(0, 4_096));
}
