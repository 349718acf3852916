import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import { isJsx, isOtherLanguage } from "./other-language.js";
import { defineRule } from "./rule.js";

export const syntaxError = defineRule({
  id: "syntax-error",
  severity: "error",
  summary: "a reachable module that does not parse",
  *check({ graph, manifest, placeIn }) {
    for (const { path, source, failure, declaredKind, analysed } of graph.reachable()) {
      // What is valid as the other kind of module is the matter of wrong-module-kind.
      if (!failure || analysed || isOtherLanguage(source.text)) continue;
      // What could not be read within bounds must not be parsed again without them.
      if (!failure.tooDeep && isForTransformingHost(manifest) && isJsx(source.text)) continue;
      yield {
        place: placeIn(graph.facts(path), failure.offset),
        args: { parsedAs: declaredKind, reason: failure.reason },
      };
    }
  },
});

/** The bundlers of these hosts transform packages too, and packages for them are published accordingly. */
function isForTransformingHost({ name, data }: Manifest): boolean {
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  return [name ?? "", ...lists.flatMap(Object.keys)].some((each) =>
    /^(@?expo\b|react-native\b|@docusaurus\/|gatsby$)/.test(each),
  );
}
