import { posix } from "node:path";
import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import type { EvaluationTime } from "../findings/finding.js";
import { findFailingRequire } from "../modules/bundled-require.js";
import { isCommonjsName } from "../modules/global-names.js";
import type { FreeReference, ModuleFacts } from "../modules/module-facts.js";
import { isPageLibrary } from "../modules/written-kind.js";
import type { PackageFacts } from "../package-facts.js";
import { isTestFile } from "./leaks/package-texts.js";
import { isKnownToAuthor } from "./references/author-notes.js";
import { isConstantOfHost } from "./references/constants-of-host.js";
import { isExpected } from "./references/expected-names.js";
import { isInFunctionAsText } from "./references/functions-as-text.js";
import { GlobalsOfPackage } from "./references/globals-of-package.js";
import { isOfLoadedScript } from "./references/loaded-scripts.js";
import { isMadeByRequester } from "./references/made-by-requesters.js";
import {
  branchesByModuleTest,
  freeNames,
  namesGivenToThis,
  oncePerModule,
} from "./references/names-in-text.js";
import { isBundlerName, isToolName } from "./references/tool-names.js";
import { isInUnusedFunction } from "./references/unused-functions.js";
import { defineRule } from "./rule.js";

export const undeclaredReference = defineRule({
  id: "undeclared-reference",
  severity: "error",
  summary: "a free identifier that no runtime provides",
  *check(facts) {
    const allowed = new Set(facts.configuration.globals);
    const made = new GlobalsOfPackage(facts);
    const isForNativeScript = mentionsNativeScript(facts.manifest);
    for (const module of facts.graph.shipped()) {
      for (const [name, references] of groupByName(module.freeReferences)) {
        if (allowed.has(name) || isExpected(name, module, facts)) continue;
        const reads = references.filter(
          (reference) => !isHarmless(reference, module) && !isOfLoadedScript(reference, module, facts.files),
        );
        const first = pickMostSevere(reads);
        if (!first) continue;
        if (!isToolName(name, module.kind)) {
          if (isTriedOut(name, references, reads)) continue;
          if (references.some((reference) => isKnownToAuthor(reference, module))) continue;
        }
        // Last, because it searches all modules.
        if (made.reach(name, module) && !(first.evaluatedAt === "load" && isAlone(module, facts))) continue;
        if (first.evaluatedAt === "function" && isMadeByRequester(name, module.path, facts.graph)) continue;
        yield {
          place: facts.placeIn(module, first.offset, name.length),
          args: {
            name,
            evaluatedAt: first.evaluatedAt,
            ...(first.exportedName === undefined ? {} : { exportedName: first.exportedName }),
            occurrences: reads.length,
          },
          ...(isSloppyGlobal(references, first) ||
          !isMet(first, module, facts) ||
          isForNativeScript ||
          isConstantOfHost(name, facts.graph)
            ? { severity: "warning" }
            : {}),
        };
      }
      // Bundlers answer the requests of a bundle; Node does not.
      const failing = facts.graph.isLoadedByNode(module.path)
        ? findFailingRequire(module, facts.graph)
        : null;
      if (failing && !allowed.has("require")) {
        const { specifier, offset } = failing;
        yield {
          place: facts.placeIn(module, offset),
          args: { name: "require", evaluatedAt: "load", occurrences: 1, requested: specifier },
        };
      }
    }
  },
});

/**
 * Ordinary consumers meet the missing name. What fields name exactly, and everything that it loads, is what the
 * package is for. A file that only a pattern or a deep import leads to may be written for a page with further
 * scripts on it, for a worker or for nobody: what it reads while it loads counts where a pattern offers it, and
 * names that only bundlers make were lost by one, wherever they are.
 */
function isMet(
  { name, evaluatedAt }: FreeReference,
  module: ModuleFacts,
  { graph, manifest, entrypoints }: PackageFacts,
): boolean {
  if (graph.isNamed(module.path) || graph.prominenceOf(module.path) === "named") return true;
  if (!module.isModular) return false;
  if (graph.prominenceOf(module.path) === "pattern") {
    return (evaluatedAt !== "function" && !isTestFile(module.path)) || isBundlerName(name);
  }
  const isClosed = manifest.data.exports !== undefined && manifest.data.exports !== null;
  if (isClosed) return false;
  return isBundlerName(name) || isBuildOfEntry(module.path, entrypoints);
}

/** Node begins with this ES module, which asks for no other one: nothing else has run that could have made a name. */
function isAlone({ kind, path, requests }: ModuleFacts, { graph }: PackageFacts): boolean {
  return kind === "module" && requests.length === 0 && graph.isNamed(path) && graph.isLoadedByNode(path);
}

/** Another build of what an entry leads to, for whoever takes it by its path: `dist/x.min.js` beside `dist/x.js`. */
function isBuildOfEntry(path: string, entrypoints: PackageFacts["entrypoints"]): boolean {
  const { dir, base } = posix.parse(path);
  return entrypoints.some(
    ({ kind, prominence, files }) =>
      kind === "code" &&
      prominence === "named" &&
      files.some((file) => {
        const entry = posix.parse(file);
        return entry.dir === dir && base.startsWith(`${entry.name}.`);
      }),
  );
}

function groupByName(references: readonly FreeReference[]): Map<string, FreeReference[]> {
  const groups = new Map<string, FreeReference[]>();
  for (const reference of references) {
    const group = groups.get(reference.name);
    if (group) group.push(reference);
    else groups.set(reference.name, [reference]);
  }
  return groups;
}

/**
 * NativeScript makes every class and function of the phone's own libraries a global (`NSString`, `org.…`), so
 * that nothing tells them from names that were lost.
 */
function mentionsNativeScript({ name, data }: Manifest): boolean {
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  const names = [name ?? "", ...lists.flatMap((list) => Object.keys(list))];
  return names.some((mentioned) => /^@nativescript\/(core|types)|^tns-core-modules/.test(mentioned));
}

/**
 * All reads stand in a `try` that has a `catch`, and the name may be one that the code tries out: hosts call their
 * interfaces with a capital (`ActiveXObject`), and what is their own with an underscore (`__unstable_WebSocket`).
 * A function or variable of the file's own is not tried out, it is called where something else may fail.
 */
function isTriedOut(
  name: string,
  references: readonly FreeReference[],
  reads: readonly FreeReference[],
): boolean {
  if (!reads.every(({ inTry }) => inTry)) return false;
  if (/^[A-Z_]/.test(name) || isCommonjsName(name)) return true;
  return references.some(({ isAssignment, inStrictCode }) => isAssignment && !inStrictCode);
}

const lastCalls = new WeakMap<ModuleFacts, number>();

/** Where the call of a build for pages has its arguments; behind the end of all other files. */
function lastCallOf(module: ModuleFacts): number {
  let call = lastCalls.get(module);
  if (call === undefined) {
    call = isPageLibrary(module) ? module.source.text.lastIndexOf("})(") : -1;
    if (call === -1) call = Number.POSITIVE_INFINITY;
    lastCalls.set(module, call);
  }
  return call;
}

/** A build for pages takes from other scripts what it is called with: `(function (React) { … })(React)`. */
function isGivenToPageLibrary({ name, offset }: FreeReference, module: ModuleFacts): boolean {
  return lastCallOf(module) < offset && /^[\w$, {}]*\)/.test(module.source.text.slice(offset + name.length));
}

/** Characters before a read in which the test for a tool stands. */
const nearbyTool = 250;

/** `if (typeof __vite_ssr_import_meta__ !== "undefined") { … }`: code for a tool's own server (@bytecodealliance/jco). */
function isForTool({ offset }: FreeReference, module: ModuleFacts): boolean {
  if (testedTools(module).size === 0) return false;
  const { text } = module.source;
  return /\btypeof __(?:vite|vitest|webpack|turbopack|rspack)_\w+ ?!==? ?["']undefined["']\) ?\{[^{}]*$/.test(
    text.slice(Math.max(0, offset - nearbyTool), offset),
  );
}

/**
 * `if (typeof BROWSER_BUILD !== "undefined") { return { version: VERSION }; }`: where nobody sets the flag of a build,
 * its constants are missing as well (apify-client).
 */
function isOfOtherBuild({ name, offset }: FreeReference, module: ModuleFacts): boolean {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name) || testedFlags(module).size === 0) return false;
  const { text } = module.source;
  const flag = /\btypeof ([A-Z][A-Z0-9_]{1,50}) ?!==? ?["']undefined["']\) ?\{[^}]*$/.exec(
    text.slice(Math.max(0, offset - nearbyTool), offset),
  )?.[1];
  return flag !== undefined && testedFlags(module).has(flag);
}

/** Names of flags that the file tests with `typeof`. */
const testedFlags = oncePerModule(
  ({ typeofNames }) => new Set([...typeofNames].filter((name) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name))),
);

/** Names of tools that the file tests with `typeof`. */
const testedTools = oncePerModule(
  ({ typeofNames }) =>
    new Set([...typeofNames].filter((name) => /^__(?:vite|vitest|webpack|turbopack|rspack)_/.test(name))),
);

/** Characters before a read in which its own test stands. */
const nearby = 60;

/** Occurrences that cannot fail, or whose name may appear at run time. What has to read the text is asked last. */
function isHarmless(reference: FreeReference, module: ModuleFacts): boolean {
  if (isForTool(reference, module)) return true;
  const { name, offset, evaluatedAt, conditional, inStrictCode } = reference;
  if (isBehindReturn(reference, module)) return true;
  if (reference.inDynamicScope || (reference.isAssignment && !inStrictCode)) return true;
  // A universal module hands a library of the page to its factory where there are no modules.
  if (evaluatedAt === "load" && reference.besideModuleTest) return true;
  if (conditional) {
    // ES modules look for CommonJS behind tests of many kinds.
    if (isCommonjsName(name)) return true;
    // `lexer.has("word") ? … : word`: what nearley generates asks for the name before it reads it.
    const before = module.source.text.slice(Math.max(0, offset - nearby), offset);
    if (before.includes(`"${name}"`) || isBehindForeignFlag(before, module)) return true;
    if (isOfOtherBuild(reference, module)) return true;
  }
  if (!inStrictCode && namesGivenToThis(module).has(name)) return true;
  if (evaluatedAt !== "load") return isInUnusedFunction(offset, module) || isInFunctionAsText(offset, module);
  return (conditional && branchesByModuleTest(module).size > 0) || isGivenToPageLibrary(reference, module);
}

/**
 * `return result; return lost;`: the second never runs, unless the first is only the end of a branch (icalendar). With
 * comments between them at most.
 */
function isBehindReturn({ offset, evaluatedAt }: FreeReference, { source: { text } }: ModuleFacts): boolean {
  if (evaluatedAt !== "function" || !/\breturn\s+$/.test(text.slice(Math.max(0, offset - nearby), offset)))
    return false;
  return /[;{}]\s*return\b[^;{}]*;(?:\s|\/\/[^\n]*\n)*return\s+$/.test(
    text.slice(Math.max(0, offset - nearbyTool), offset),
  );
}

/** `ASC_TARGET && assert(sizeof() == 4)`: a flag that the file does not declare either is set where the name exists (assemblyscript). */
function isBehindForeignFlag(before: string, module: ModuleFacts): boolean {
  const flag = /(?<![\w$.])([A-Z][A-Z0-9]*_[A-Z0-9_]+) ?(?:&&|\?) ?[\w$.(!]*$/.exec(before)?.[1];
  return flag !== undefined && freeNames(module).has(flag);
}

/**
 * Assigning to an undeclared name creates a global in sloppy code. That only helps the reads that follow: an
 * assignment in a function says nothing about a read at load.
 */
function isSloppyGlobal(references: readonly FreeReference[], read: FreeReference): boolean {
  const assignments = references.filter(({ isAssignment, inStrictCode }) => isAssignment && !inStrictCode);
  return assignments.some(({ evaluatedAt }) => evaluatedAt === "load" || read.evaluatedAt !== "load");
}

const urgency: Record<EvaluationTime, number> = { load: 0, "export-getter": 1, function: 2 };

function pickMostSevere(references: readonly FreeReference[]): FreeReference | undefined {
  return references.reduce<FreeReference | undefined>(
    (worst, next) => (!worst || urgency[next.evaluatedAt] < urgency[worst.evaluatedAt] ? next : worst),
    undefined,
  );
}
