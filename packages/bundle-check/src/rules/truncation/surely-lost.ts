import { posix } from "node:path";
import type { PackageFacts } from "../../package-facts.js";
import { isTestFile } from "../leaks/package-texts.js";
import { mentionsAny, type UnreachedDependencies } from "./unreached-dependencies.js";

/**
 * Dependencies that nothing reaches were lost with the code that asked for them, although no other signal says so:
 * there is no such code beside the entry either, or the little that is left does not know what the types promise.
 */
export function areSurelyLost({ dependencies }: UnreachedDependencies, facts: PackageFacts): boolean {
  return !areAskedForBeside(new Set(dependencies), facts) || lacksPromisedNames(facts);
}

/** In bytes: more is not searched. */
const mostSearched = 20_000_000;

/**
 * A script in the folder of an entry, or below, asks for them. What leads to it is not followed: it may be a path that
 * is computed, the name of a program that is started, a platform, or a host that knows it (@cedarjs/telemetry,
 * @aws-amplify/amplify-util-uibuilder, @expo/browser-polyfill).
 */
function areAskedForBeside(dependencies: ReadonlySet<string>, facts: PackageFacts): boolean {
  const { files, graph } = facts;
  const folders = facts
    .rootModules()
    .map(({ path }) => (posix.dirname(path) === "." ? "" : `${posix.dirname(path)}/`));
  let bytes = 0;
  return files.paths.some((path) => {
    if (!graph.isJavaScript(path) || graph.isReachable(path) || isTestFile(path)) return false;
    if (!folders.some((folder) => path.startsWith(folder))) return false;
    bytes += files.size(path);
    // So much code may ask for anything.
    return bytes > mostSearched || mentionsAny(files.text(path), dependencies);
  });
}

/** In characters: names of exports that are longer are not searched for. */
const longestName = 200;

/** Over half of the names that the declarations promise for the root stand in none of the code that it leads to. */
function lacksPromisedNames(facts: PackageFacts): boolean {
  const words = new Set<string>();
  for (const { source } of facts.graph.reachable())
    for (const [word] of source.text.matchAll(/[\w$]+/g)) words.add(word);
  return facts.rootEntries().some((entry) => {
    const promised = [...(facts.promisedValues(entry)?.values ?? [])].filter(
      (name) => name !== "default" && name.length <= longestName,
    );
    const missing = promised.filter((name) => !words.has(name));
    return missing.length > promised.length / 2;
  });
}
