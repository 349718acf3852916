import type { ReachedDeclaration } from "../declarations/declaration-graph.js";
import type { DeclarationRequest } from "../declarations/declaration-scanner.js";
import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import type { RuleArguments, Severity } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import { ExportAssignments } from "./declarations/export-assignments.js";
import {
  isAbsolute,
  isExcused,
  isInNodeModules,
  listingOf,
  passesOn,
  typesPackageOf,
} from "./declarations/foreign-requests.js";
import { onlyPassesOn } from "./declarations/passed-on.js";
import { isCompanion } from "./dependencies/companions.js";
import { listedPackages } from "./dependencies/listed-packages.js";
import { defineRule } from "./rule.js";

/** Findings per package: nobody mends more at a time, and each is looked up in its file. */
const mostFindings = 100;

interface Mismatch {
  readonly severity: Severity;
  readonly args: RuleArguments["types-mismatch"];
}

export const typesMismatch = defineRule({
  id: "types-mismatch",
  severity: "error",
  summary:
    "declarations that lead to one machine, to another package or to packages consumers do not have, or contradict themselves",
  *check(facts) {
    const seen = new Set<string>();
    const assignments = new ExportAssignments(facts);
    for (const reached of facts.reachedDeclarations()) {
      const { path, file, isRoot, entry, chain } = reached;
      const refused = assignments.refusedIn(reached);
      if (refused) {
        seen.add(`export-assignment\0${path}`);
        if (seen.size > mostFindings) return;
        yield {
          place: facts.placeInText(path, facts.files.text(path), refused.offset, "export".length),
          args: { problem: "export-assignment", specifier: refused.exportedName },
          reach: [{ field: entry.field, keyPath: entry.keyPath, chain }],
          severity: isRoot ? "error" : "warning",
        };
      }
      // Generated declarations ask for the same thousands of times.
      const harmless = new Set<string>();
      for (const request of file.requests) {
        const asked = `${request.kind}\0${request.specifier}`;
        if (harmless.has(asked)) continue;
        const found = judgeRequest(request, reached, facts);
        if (!found) {
          harmless.add(asked);
          continue;
        }
        const key = `${found.args.problem}\0${found.args.package ?? request.specifier}`;
        const text = seen.has(key) ? "" : facts.files.text(path);
        if (seen.has(key) || isExcused(text, request.offset)) continue;
        seen.add(key);
        if (seen.size > mostFindings) return;
        yield {
          place: facts.placeInText(path, text, request.offset, request.specifier.length + 2),
          args: found.args,
          reach: [{ field: entry.field, keyPath: entry.keyPath, chain }],
          severity: isRoot ? found.severity : "warning",
        };
      }
    }
  },
});

function judgeRequest(
  request: DeclarationRequest,
  reached: ReachedDeclaration,
  facts: PackageFacts,
): Mismatch | null {
  const { specifier } = request;
  if (isAbsolute(specifier)) {
    return { severity: "error", args: { problem: "absolute-path", specifier } };
  }
  const resolution = facts.declarations.resolve(reached.path, request);
  if (resolution.kind === "missing" && isInNodeModules(resolution.path)) {
    return { severity: "error", args: { problem: "node-modules", specifier } };
  }
  const name = resolution.kind === "external" ? typesPackageOf(specifier) : null;
  if (name === null) return null;
  const listing = listingOf(name, facts.manifest.data);
  if (listing !== "installed") {
    const problem = listing === "development" ? "development-package" : "unlisted-package";
    return {
      severity: severityOf(request, name, listing === "development", reached, facts),
      args: { problem, specifier, package: name },
    };
  }
  // Declarations that hold nothing but another package's, while the code does not even mention it.
  return reached.isRoot && !holdsTypesOf(name, facts.manifest) && onlyPassesOn(reached, name, facts)
    ? { severity: "error", args: { problem: "other-package", specifier, package: name } }
    : null;
}

/** Shorter names are part of many others. */
const shortestProject = 5;

/**
 * Projects keep their types in a package of their own, which then is no other's: `@chevrotain/types`, or
 * `@any/background-fetch-types` of `react-native-background-fetch`.
 */
function holdsTypesOf(name: string, manifest: Manifest): boolean {
  const own = manifest.name ?? "";
  if (!/(^|[-/])(types|typings)$/.test(name)) return false;
  const project = name.replace(/^@[^/]+\//, "").replace(/-?(types|typings)$/, "");
  return (
    name.includes(own.replace(/^@([^/]+)\/.*/, "$1")) ||
    (project.length >= shortestProject && own.includes(project))
  );
}

/**
 * Many good packages mention types of packages they do not install: consumers who have those get the types, the
 * others `any`. It is an error where the entry itself is made of them, unless its consumers are sure to have them.
 */
function severityOf(
  { specifier, kind }: DeclarationRequest,
  name: string,
  isDevelopment: boolean,
  { file, chain }: ReachedDeclaration,
  facts: PackageFacts,
): Severity {
  const isPassedOn = passesOn(file, specifier);
  const isEntry = chain.length === 1;
  const listed = listedPackages(facts);
  const isForAuthors = isTypedForAuthors(name, facts);
  if (!isForAuthors && isCompanion(name, listed, facts.manifest)) return "warning";
  if (kind !== "from" || !(isPassedOn || isDevelopment) || !isEntry) return "warning";
  if (!isPassedOn && !isForAuthors && isAtHand(name, listed, facts)) return "warning";
  // What the code imports as well is a missing dependency, and consumers who have it have its types.
  for (const module of facts.rootModules()) {
    if (module.requests.some((request) => typesPackageOf(request.specifier) === name)) return "warning";
  }
  return "error";
}

/** Frameworks and tools whose users, and nobody else, use packages that mention their types. */
const hosts: ReadonlySet<string> = new Set([
  ...[
    "react",
    "react-dom",
    "react-native",
    "preact",
    "vue",
    "svelte",
    "solid-js",
    "lit",
    "next",
    "nuxt",
    "astro",
  ],
  ...["express", "fastify", "koa", "hono", "typescript", "eslint", "prettier", "postcss", "tailwindcss"],
  ...[
    "vite",
    "rollup",
    "rolldown",
    "webpack",
    "esbuild",
    "unplugin",
    "jest",
    "vitest",
    "mocha",
    "graphql",
    "zod",
  ],
]);

/**
 * Also `passport` of what is called `passport-…`, and `@hapi/hapi` of what is called `hapi-…`. What converts from it
 * (json-schema-to-typescript) is no plugin of it.
 */
function isHost(name: string, { name: own }: Manifest): boolean {
  if (hosts.has(name)) return true;
  const project = /^@([^/]+)\/\1$/.exec(name)?.[1] ?? name;
  if (project.length < shortestHost || own === null) return false;
  return own.startsWith(`${project}-`) && !own.startsWith(`${project}-to-`);
}

/** Shorter names are the beginning of much that has nothing to do with them. */
const shortestHost = 4;

/**
 * Consumers have the package although nothing installs it for them: the framework the package is for, one that is
 * part of a project they have (`@babel/types` beside `@babel/parser`), anything that the host of a plugin may bring
 * (`@fastify/cors` lists no `fastify`), or types alone (`estree`), which compilers do without.
 */
function isAtHand(name: string, listed: ReadonlySet<string>, { manifest }: PackageFacts): boolean {
  if (isHost(name, manifest)) return true;
  const scope = /^(@[^/]+\/)/.exec(name)?.[1];
  if (scope !== undefined && [...listed].some((other) => other.startsWith(scope))) return true;
  const { devDependencies } = manifest.data;
  if (!isRecord(devDependencies) || !Object.hasOwn(devDependencies, name)) return true;
  const host = /^@([^/]+)\//.exec(manifest.name ?? "")?.[1];
  return host !== undefined && !listed.has(host) && Object.hasOwn(devDependencies, host);
}

/** Descriptions of syntax trees, which are types and nothing else, and come with whatever makes such trees. */
const syntaxTrees: ReadonlySet<string> = new Set(["estree", "unist", "hast", "mdast", "nlcst", "xast"]);

/** The author has the types from DefinitelyTyped, and consumers get them from nowhere (walk-sync, minimatch). */
function isTypedForAuthors(name: string, { manifest }: PackageFacts): boolean {
  const { devDependencies } = manifest.data;
  const typed = `@types/${name.startsWith("@") ? name.slice(1).replace("/", "__") : name}`;
  return (
    !isHost(name, manifest) &&
    !syntaxTrees.has(name) &&
    isRecord(devDependencies) &&
    Object.hasOwn(devDependencies, typed)
  );
}
