import type { PackageFacts } from "../../package-facts.js";
import type { Found } from "../rule.js";

/** In bytes. What is longer is data, which takes long to read. */
const longestJson = 20_000_000;

/** JSON that is read when a file asks for it: half of it, or nothing, is no JSON. */
export function* findBrokenJson({
  graph,
  files,
  placeInText,
}: PackageFacts): Generator<Found<"syntax-error">> {
  const seen = new Set(["package.json"]);
  for (const module of graph.reachable()) {
    const isForNode = graph.isLoadedByNode(module.path);
    if (!isForNode && graph.prominenceOf(module.path) !== "named") continue;
    for (const request of module.requests) {
      if (request.inTry || !/^(import|export-from|dynamic-import|require)$/.test(request.kind)) continue;
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind !== "file" || !resolution.path.endsWith(".json") || seen.has(resolution.path))
        continue;
      seen.add(resolution.path);
      if (files.size(resolution.path) > longestJson) continue;
      const text = files.text(resolution.path);
      const failure = failureOfJson(text);
      // Loaders of bundlers may know more than JSON, but nothing of what stops in the middle.
      if (failure === null || !(isForNode || failure.isCutShort)) continue;
      yield {
        place: placeInText(resolution.path, text, failure.offset),
        args: { parsedAs: "json", reason: failure.reason },
        reach: graph.reachOf(resolution.path),
      };
    }
  }
}

/** The engine's own words repeat the text, which may be a secret. */
function failureOfJson(
  text: string,
): { readonly offset: number; readonly reason: string; readonly isCutShort: boolean } | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const at = /at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const offset = at === undefined ? text.length : Number(at);
    const isCutShort = text.slice(offset).trim() === "";
    return { offset, isCutShort, reason: isCutShort ? "Unexpected end of JSON" : "Unexpected token" };
  }
}
