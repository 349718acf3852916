import { isRecord } from "../../entrypoints/manifest.js";
import { exportedNamesOf } from "../../modules/exported-names.js";
import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";
import type { PackageFacts } from "../../package-facts.js";
import { isNodeModeHelper } from "./node-mode-helper.js";
import { findRequiredUses } from "./required-uses.js";
import { isTested } from "./tested-members.js";

/** A default export that is called or extended, and is the whole module instead. */
export interface NodeModeDefault {
  readonly request: ModuleRequest;
  readonly target: ModuleFacts;
  readonly offset: number;
}

/** A request with what surrounds it: `part = __toESM(require("./part.cjs"), 1)`. */
interface NodeModeRequest {
  readonly request: ModuleRequest;
  readonly target: ModuleFacts;
  readonly variable: string;
  readonly helper: string;
}

/** Requests of one file for which its text is searched, and uses that are looked into: each takes a pass over it. */
const [mostGlances, mostUses] = [500, 20];

/** In characters: what stands before the specifier of a module, and behind it. */
const [longestBefore, longestBehind] = [300, 20];
const before = /(?<![\w$.])([\w$]+) ?= ?([\w$]+)\(require\($/;
const behind = /^\), ?1\)/;

/**
 * What was an ES module imports a file of the package as Node imports CommonJS: `__toESM(require("./part.cjs"), 1)`
 * makes all of `module.exports` the default, also where the file says by `__esModule` that it has one of its own. An
 * object that nobody can call, then. The code is only read again when a glance finds the default in use.
 */
export function findNodeModeDefaults(module: ModuleFacts, facts: PackageFacts): NodeModeDefault[] {
  const { kind, analysed, source } = module;
  if (kind !== "commonjs" || !analysed) return [];
  const requests = module.requests
    .filter((request) => isNodeModeRequest(module, request))
    .slice(0, mostGlances)
    .flatMap((request) => readRequest(module, request, facts) ?? []);
  if (requests.length === 0) return [];
  const byRequest = new Map(requests.map((each) => [each.request, each]));
  const helpers = new Set(requests.map(({ helper }) => helper));
  return findRequiredUses(module, [...byRequest.keys()], helpers)
    .filter(({ name, way, isHandedOn }) => name === "default" && way === "need" && !isHandedOn)
    .slice(0, mostUses)
    .flatMap(({ request, variable, offset }) => {
      const target = byRequest.get(request)?.target;
      // The code knows of both.
      if (source.text.includes(`${variable}.default.default`)) return [];
      return target && !isTested("default", variable, module) ? [{ request, target, offset }] : [];
    });
}

/** `…(require("./part.cjs"), 1)`. */
function isNodeModeRequest(
  { source: { text } }: ModuleFacts,
  { kind, specifier, offset, inTry }: ModuleRequest,
): boolean {
  if (kind !== "require" || inTry || !specifier.startsWith(".")) return false;
  const end = offset + specifier.length + 2;
  return behind.test(text.slice(end, end + longestBehind));
}

/** Null where another function takes the module, or its default may be something to call. */
function readRequest(
  module: ModuleFacts,
  request: ModuleRequest,
  facts: PackageFacts,
): NodeModeRequest | null {
  const { text } = module.source;
  const { offset } = request;
  const [, variable, helper] = before.exec(text.slice(Math.max(0, offset - longestBefore), offset)) ?? [];
  if (variable === undefined || helper === undefined) return null;
  if (!text.includes(`${variable}.default`) || !isNodeModeHelper(helper, module)) return null;
  const target = wholeModuleBehind(module, request, facts);
  return target && { request, target, variable, helper };
}

/** The file that a request leads to, if it marks its default export as compilers do, and is nothing to call itself. */
function wholeModuleBehind(
  module: ModuleFacts,
  request: ModuleRequest,
  { graph, manifest }: PackageFacts,
): ModuleFacts | null {
  const resolution = graph.resolve(module.path, request);
  if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) return null;
  // Bundlers for browsers put another file in the place of this one.
  const { browser } = manifest.data;
  if (isRecord(browser) && Object.hasOwn(browser, `./${resolution.path}`)) return null;
  const target = graph.facts(resolution.path);
  if (!target.analysed || target.kind !== "commonjs" || !target.source.text.includes("__esModule"))
    return null;
  const { names, open, isWholeValue } = exportedNamesOf(target, graph);
  return names.has("default") && !open && !isWholeValue ? target : null;
}
