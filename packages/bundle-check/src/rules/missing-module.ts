import { posix } from "node:path";
import { isRecord } from "../entrypoints/manifest.js";
import { findScriptFiles, installScripts } from "../entrypoints/script-files.js";
import { isForDevelopment } from "../modules/javascript-program.js";
import type { ModuleFacts, ModuleRequest } from "../modules/module-facts.js";
import { importTargetInNode } from "../modules/package-imports.js";
import { isSourceAlias } from "../modules/package-name.js";
import type { Resolution } from "../modules/resolve-request.js";
import type { PackageFacts } from "../package-facts.js";
import { pathBeside } from "../package-files/path-beside.js";
import { isTestFile } from "./leaks/package-texts.js";
import { findLostModules } from "./references/module-tables.js";
import { oncePerModule } from "./references/names-in-text.js";
import { findRefusedRequests, type RefusedRequest } from "./references/refused-requests.js";
import { defineRule } from "./rule.js";

export const missingModule = defineRule({
  id: "missing-module",
  severity: "error",
  summary:
    "a relative import or require of a file that is not shipped, or that Node refuses as it is written",
  *check(facts) {
    const { browser } = facts.manifest.data;
    for (const module of facts.graph.reachable()) {
      for (const request of module.requests) {
        const resolution =
          lostImport(module, request, facts) ??
          elsewhere(module, request, facts) ??
          otherExtension(module, request, facts) ??
          facts.graph.resolve(module.path, request);
        // A URL may be answered by a server, and a failure that is caught is expected.
        if (resolution.kind !== "missing" || request.kind === "new-url" || request.inTry) continue;
        if (isResolvedFromElsewhere(request, module)) continue;
        if (isCompiledWhenAsked(resolution.path, module, facts)) continue;
        // What stands before a `!` is a loader, for webpack (@symfony/stimulus-bridge).
        if (isAddonBuiltAtInstall(resolution.path, facts) || request.specifier.includes("!")) continue;
        const isReplaced = isRecord(browser) && Object.hasOwn(browser, `./${resolution.path}`);
        // Bundlers for browsers put something else in its place; Node does not.
        if (isReplaced && !facts.graph.isLoadedByNode(module.path)) continue;
        const { specifier, offset } = request;
        yield {
          place: facts.placeIn(module, offset, specifier.length + 2),
          args: {
            specifier,
            resolved: resolution.path,
            ...(resolution.similar === undefined ? {} : { similar: resolution.similar }),
          },
          ...(mayNeverRun(module, request, facts, resolution.path) ||
          !isSurelyLoaded(module, request, facts, resolution.path) ||
          isWrittenAtInstall(resolution.path, facts)
            ? { severity: "warning" }
            : {}),
        };
      }
      if (!module.analysed) continue;
      for (const { id, offset } of findLostModules(module)) {
        yield {
          place: facts.placeIn(module, offset, id.length),
          args: { specifier: id, resolved: module.path, isInBundle: true },
          ...(facts.graph.prominenceOf(module.path) === "named" ? {} : { severity: "warning" }),
        };
      }
    }
    for (const { first, more } of groupRefusals(findRefusedRequests(facts))) {
      const { module, request, resolved, meant, refusedBy, lacks, accepted, severity } = first;
      const { specifier, offset } = request;
      yield {
        place: facts.placeIn(module, offset, specifier.length + 2),
        args: { specifier, resolved, similar: meant, refusedBy, lacks, accepted, more },
        severity,
      };
    }
  },
});

/** A build that completes no path does so everywhere: the first request stands for all of its kind. */
function groupRefusals(
  refusals: Iterable<RefusedRequest>,
): Iterable<{ first: RefusedRequest; more: number }> {
  const groups = new Map<string, { readonly first: RefusedRequest; more: number }>();
  for (const refusal of refusals) {
    const key = `${refusal.severity} ${refusal.refusedBy} ${refusal.lacks}`;
    const group = groups.get(key);
    if (group) group.more++;
    else groups.set(key, { first: refusal, more: 0 });
  }
  return groups.values();
}

/**
 * A `#name` for which the manifest gives Node a file that is not shipped. Other conditions may lead to files of the
 * author's repository, and so may names that nothing asks for.
 */
function lostImport(
  { path }: ModuleFacts,
  { specifier, kind }: ModuleRequest,
  { files, graph }: PackageFacts,
): Extract<Resolution, { kind: "missing" }> | null {
  if (!specifier.startsWith("#") || !graph.isLoadedByNode(path)) return null;
  const target = importTargetInNode(files, specifier, kind === "require" ? "require" : "import");
  return target === null || files.has(target) ? null : { kind: "missing", path: target };
}

/**
 * What Node asks for while it loads the file and no package can ship: a path of the author's machine, a shorthand for
 * the author's folder of sources (`~/` may be the consumer's, as NativeScript has it), or the manifest of whatever the
 * package is installed in.
 */
function elsewhere(
  { path }: ModuleFacts,
  { specifier, kind, evaluatedAt, conditional }: ModuleRequest,
  { graph }: PackageFacts,
): Extract<Resolution, { kind: "missing" }> | null {
  if (!graph.isLoadedByNode(path) || evaluatedAt !== "load" || conditional) return null;
  if (kind !== "import" && kind !== "export-from" && kind !== "require") return null;
  const isOfMachine =
    /^(\/(home|Users|root|tmp|var|mnt|opt|builds|github|workspaces?)\/|[a-z]:[\\/]|file:\/\/)/i.test(
      specifier,
    );
  const isOutside =
    specifier.startsWith("../") &&
    specifier.includes("package.json") &&
    posix.join(posix.dirname(path), specifier) === "../package.json";
  return isOfMachine || isOutside || (isSourceAlias(specifier) && !specifier.startsWith("~"))
    ? { kind: "missing", path: specifier }
    : null;
}

/** `require("./x")` in a script that Node loads, where only x.cjs or x.mjs is shipped: bundlers try these, Node does not. */
function otherExtension(
  module: ModuleFacts,
  request: ModuleRequest,
  { graph }: PackageFacts,
): Extract<Resolution, { kind: "missing" }> | null {
  if (request.kind !== "require" || module.kind !== "commonjs" || !graph.isLoadedByNode(module.path))
    return null;
  const resolution = graph.resolve(module.path, request);
  if (resolution.kind !== "file" || !/\.[cm]js$/.test(resolution.path)) return null;
  const path = pathBeside(module.path, request.specifier);
  return resolution.path === `${path}.cjs` || resolution.path === `${path}.mjs`
    ? { kind: "missing", path, similar: resolution.path }
    : null;
}

/** Languages whose compilers teach `require` their extensions. */
const compiledExtensions = ["coffee", "litcoffee", "iced", "ls", "ts", "tsx", "jsx"];

/** `require("coffee-script/register"); module.exports = require("./main")`: main.coffee is shipped, and Node finds it then. */
function isCompiledWhenAsked(path: string, module: ModuleFacts, { files }: PackageFacts): boolean {
  return [...registeredExtensions(module)].some(
    (extension) => files.has(`${path}.${extension}`) || files.has(`${path}/index.${extension}`),
  );
}

const registeredExtensions = oncePerModule(({ kind, source: { text } }) => {
  const teaches =
    kind === "commonjs" &&
    /\brequire\(["'][^"'\n]*\/register["']\)|require\(["'][^"'\n]*(?:coffee|livescript|iced|ts-node|tsx|babel)[^"'\n]*["']\)\s*\.register\(/i.test(
      text,
    );
  return new Set(teaches ? compiledExtensions : []);
});

/** Of a file that only a pattern offers, calls of functions that nobody names say little, and tests are for nobody. */
function isSurelyLoaded(
  { path }: ModuleFacts,
  { evaluatedAt }: ModuleRequest,
  { graph, files }: PackageFacts,
  missing: string,
): boolean {
  const prominence = graph.prominenceOf(path);
  if (prominence !== "pattern") return prominence === "named";
  // Sources that a pattern happens to offer ask for what compiling them would make (@browserbasehq/sdk).
  if (files.has(missing.replace(/\.[cm]?js$/, ".ts"))) return false;
  return evaluatedAt !== "function" && !isTestFile(path);
}

/** `require.resolve("./file", { paths })` starts from other folders (@vue/language-server). */
function isResolvedFromElsewhere(
  { kind, offset, specifier }: ModuleRequest,
  { source: { text } }: ModuleFacts,
): boolean {
  if (kind !== "require-resolve") return false;
  const end = offset + specifier.length + 2;
  return /^["'`]?\s*,\s*\{/.test(text.slice(end, end + 20));
}

/**
 * Where node-gyp and its like put a native addon when the package is installed; no tarball holds it. Those who ship
 * how it is built may have chosen another place (iltorb).
 */
function isAddonBuiltAtInstall(path: string, { files }: PackageFacts): boolean {
  return (
    /(^|\/)build\/(Release|Debug)\/[^/]+$/.test(path) || (path.endsWith(".node") && files.has("binding.gyp"))
  );
}

/** Longer scripts do more than to write a few files, and are not searched. */
const longestInstallScript = 50_000;

const writtenAtInstall = new WeakMap<PackageFacts, ReadonlySet<string>>();

/** Folders that a shipped script which runs at the installation and writes files names, and that are not shipped. */
function foldersWrittenAtInstall(facts: PackageFacts): ReadonlySet<string> {
  let folders = writtenAtInstall.get(facts);
  if (!folders) {
    const { files, manifest } = facts;
    const scripts = installScripts.flatMap((script) => findScriptFiles(script, manifest, files));
    const texts = scripts
      .filter((file) => files.size(file) <= longestInstallScript)
      .map((file) => files.text(file))
      .filter((text) => /\bwriteFile/.test(text));
    const named = texts.flatMap((text) =>
      [...text.matchAll(/\/([\w.-]+)(?=\/)/g)].map(([, name = ""]) => name),
    );
    const shipped = new Set(files.paths.map((path) => path.split("/", 1)[0]));
    folders = new Set(named.filter((name) => !shipped.has(name)));
    writtenAtInstall.set(facts, folders);
  }
  return folders;
}

/** A shipped script that runs at the installation makes the file (wd). */
function isWrittenAtInstall(path: string, facts: PackageFacts): boolean {
  const [folder = "", rest] = path.split("/", 2);
  return rest !== undefined && foldersWrittenAtInstall(facts).has(folder);
}

/**
 * A branch of a function is written to be run by somebody, but in tests that a package ships without all that they
 * test with (lighthouse), where another host is asked for, and where the file is one of the author's own repository
 * (uglify-js).
 */
function mayNeverRun(
  module: ModuleFacts,
  request: ModuleRequest,
  { graph }: PackageFacts,
  missing: string,
): boolean {
  const { kind, specifier, conditional, underTypeofTest, evaluatedAt } = request;
  // Packages leave out their nested installations, and templates are run where there is one.
  if (specifier.startsWith(".") && specifier.includes("/node_modules/")) return true;
  if (isBehindFlag(module, request) || isBehindFileTest(module, request)) return true;
  if (underTypeofTest && !(graph.isLoadedByNode(module.path) && isBranchOfNode(module, request))) return true;
  if (!conditional || evaluatedAt !== "function") return false;
  if (kind === "require-resolve" || isTestFile(module.path)) return true;
  return kind === "require" && (isForDevelopment(missing) || isElsewhereOrSecond(module, request));
}

/** Characters before a request in which the host, or the handler, stands that it is for. */
const longestHost = 200;

/**
 * PhantomJS could only require relative files (esprima), and Rhino and its like load scripts beside the command; and
 * what a handler asks for is asked for where something else is missing (@newrelic/telemetry-sdk).
 */
function isElsewhereOrSecond({ source: { text } }: ModuleFacts, { offset }: ModuleRequest): boolean {
  const before = text.slice(Math.max(0, offset - longestHost), offset);
  return /phantom|rhino|nashorn|slimer/i.test(before) || /\bcatch\b[^}]*$/.test(before);
}

/** Characters before a request in which the flag stands. */
const longestFlag = 120;

/** `process.env.JSCOV ? require("./lib-cov") : …`: for those who set the author's own variable (lodash-inflection). */
function isBehindFlag({ source: { text } }: ModuleFacts, { kind, offset }: ModuleRequest): boolean {
  if (kind !== "require") return false;
  const before = text.slice(Math.max(0, offset - longestFlag), offset);
  return /\bprocess\.env(?:\.|\[["'])(?!NODE_ENV\b)\w+(?:["']\])?\s*(?:\?|&&|\)\s*\{?)\s*(?:return\s+|(?:module\.)?exports\s*=\s*)?require\($/.test(
    before,
  );
}

/** Characters before a request in which the test stands that it depends on: a branch may hold many requests. */
const longestTest = 4_000;

/**
 * `if (existsSync("./js/addon.js")) … else require("./ts/addon")`: one of the two is there (ember-cli-typescript). The
 * question may also be asked before, of the path that is then asked for (@backstage/cli).
 */
function isBehindFileTest(
  { source: { text } }: ModuleFacts,
  { conditional, offset, specifier }: ModuleRequest,
): boolean {
  if (!conditional) return false;
  const before = text.slice(Math.max(0, offset - longestTest), offset);
  const test = /\bexistsSync\(([^;]*)/.exec(before)?.[1];
  return test !== undefined && (/\bif ?\([^;{}]*\bexistsSync\(/.test(before) || test.includes(specifier));
}

/**
 * A script asks while it loads whether there are modules, or whether this is Node or a page: whichever way the answer
 * is, the branch with a file of the package is one that the author wrote for some consumers to take (debug, crypto-js).
 */
function isBranchOfNode({ kind, source }: ModuleFacts, { offset, evaluatedAt }: ModuleRequest): boolean {
  if (kind !== "commonjs" || evaluatedAt !== "load") return false;
  const before = source.text.slice(Math.max(0, offset - longestTest), offset);
  const line = before.slice(before.lastIndexOf("\n", before.lastIndexOf("typeof")) + 1);
  const tested = [...line.matchAll(/\btypeof\s*\(?([\w$]+)/g)].map(([, name = ""]) => name);
  return (
    tested.length > 0 &&
    tested.every((name) => /^(module|exports|require|define|process|window|document)$/.test(name))
  );
}
