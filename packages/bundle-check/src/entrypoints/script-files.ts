import { posix } from "node:path";
import type { PackageFiles } from "../package-files/package-files.js";
import { installedFields, isListedIn } from "./installed-packages.js";
import { isRecord, type Manifest } from "./manifest.js";
import { decides, readShellCommands, type SimpleCommand } from "./shell-command.js";
import { normalisePath, resolveLikeRequire } from "./target-files.js";

/** Scripts that call each other are followed this far. */
const deepestCall = 5;

/** Longer texts are no commands that anybody wrote. */
const longestScript = 10_000;

/** Options of `node` whose value is the next word; those after which code follows instead of a file. */
const optionsWithValue =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--title|--input-type)$/;
const optionsWithCode = /^(-e|-p|-pe|-i|--eval|--print|--interactive|-v|--version|--run)$/;

const shells = new Set(["sh", "bash", "zsh", "dash", "ksh"]);
const interpreters = new Set(["python", "python2", "python3", "perl", "ruby", "php"]);
const scriptRunners = new Set(["bun", "deno", "tsx", "ts-node", "esno", "jiti", "babel-node", "coffee"]);
const packageManagers = new Set(["npm", "yarn", "pnpm", "bun"]);

/** What a script is read against. */
interface Package {
  readonly scripts: Readonly<Record<string, unknown>>;
  readonly manifest: Manifest["data"];
  readonly files: PackageFiles;
  /** Scripts read so far; none is read twice. */
  readonly seen: Set<string>;
}

/**
 * The files a script of package.json starts that the package does not have, as paths from its root. Files that
 * the script itself tests for, that lie in other packages, or whose name is computed are not among them.
 */
export function findMissingScriptFiles(name: string, manifest: Manifest, files: PackageFiles): string[] {
  return [...startedFiles(name, manifest, files).missing];
}

/** The files of the package that a script of package.json starts. */
export function findScriptFiles(name: string, manifest: Manifest, files: PackageFiles): string[] {
  return [...startedFiles(name, manifest, files).shipped];
}

interface StartedFiles {
  readonly shipped: Set<string>;
  readonly missing: Set<string>;
}

function startedFiles(name: string, { data }: Manifest, files: PackageFiles): StartedFiles {
  const started = { shipped: new Set<string>(), missing: new Set<string>() };
  const { scripts } = data;
  if (isRecord(scripts)) collect(name, { scripts, manifest: data, files, seen: new Set() }, 0, started);
  return started;
}

function collect(name: string, own: Package, depth: number, started: StartedFiles): void {
  const text = own.scripts[name];
  if (own.seen.has(name) || typeof text !== "string") return;
  own.seen.add(name);
  collectFromText(text, own, depth, started);
}

function collectFromText(text: string, own: Package, depth: number, started: StartedFiles): void {
  if (depth > deepestCall || text.length > longestScript) return;
  const tested = new Set<string>();
  let folder = "";
  for (const words of readShellCommands(text) ?? []) {
    const [program, ...rest] = words;
    if (program === "cd") {
      // Where a computed folder leads is unknown, and so is everything after it.
      if (typeof rest[0] !== "string") return;
      folder = posix.join(folder, rest[0]);
      continue;
    }
    if (program === "test" || program === "[" || program === "[[" || program === "if") {
      for (const word of rest) if (word !== null) tested.add(normalisePath(word));
    }
    const called = calledScript(words, own);
    if (called !== null) collect(called, own, depth + 1, started);
    const inner = shells.has(program ?? "") ? rest[rest.indexOf("-c") + 1] : undefined;
    if (rest.includes("-c") && typeof inner === "string" && shells.has(program ?? "")) {
      collectFromText(inner, own, depth + 1, started);
      continue;
    }
    const file = startedFile(words);
    if (file === null || tested.has(normalisePath(file.path))) continue;
    const path = posix.join(folder, file.path);
    if (isAroundPackage(path, own.manifest) && !decides.test(text)) started.missing.add(normalisePath(path));
    if (!isInPackage(path)) continue;
    const shipped = findShipped(path, file.byNode, own.files);
    if (shipped === null) started.missing.add(normalisePath(path));
    else started.shipped.add(shipped);
  }
}

/** `npm run build`, `yarn build`: the name of another script of the package. */
function calledScript(words: SimpleCommand, { scripts }: Package): string | null {
  const [program, first, second] = words;
  if (!packageManagers.has(program ?? "")) return null;
  const name = first === "run" || first === "run-script" ? second : program === "npm" ? null : first;
  return typeof name === "string" && Object.hasOwn(scripts, name) ? name : null;
}

interface StartedFile {
  readonly path: string;
  /** Node completes the path: extension, folder. */
  readonly byNode: boolean;
}

/** The file of the package that a command runs, as written; null when it runs something else. */
function startedFile([program, ...rest]: SimpleCommand): StartedFile | null {
  if (program === null || program === undefined) return null;
  if (program === "node" || program === "nodejs") {
    const path = firstArgument(rest);
    return path === null || path === "inspect" ? null : { path, byNode: true };
  }
  if (program === "node-gyp" && (rest[0] === "rebuild" || rest[0] === "configure")) {
    return { path: "binding.gyp", byNode: false };
  }
  if (shells.has(program) || interpreters.has(program) || program === "." || program === "source") {
    const path = rest.some((word) => word === null || /^-[cm]/.test(word)) ? null : firstArgument(rest);
    return path === null ? null : { path, byNode: false };
  }
  if (scriptRunners.has(program)) {
    const path = firstArgument(rest[0] === "run" ? rest.slice(1) : rest);
    // Without extension it may as well be a command or another script.
    return path !== null && /\.[cm]?[jt]sx?$/.test(path) ? { path, byNode: false } : null;
  }
  return /^\.{1,2}\//.test(program) ? { path: program, byNode: false } : null;
}

/** The first word that is neither an option nor the value of one; null when code follows or it is computed. */
function firstArgument(words: SimpleCommand): string | null {
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === null || word === undefined || optionsWithCode.test(word)) return null;
    if (optionsWithValue.test(word)) index++;
    else if (!word.startsWith("-")) return word;
  }
  return null;
}

/** Other packages' files are there or not whatever this package ships; absolute paths are the machine's. */
function isInPackage(path: string): boolean {
  return (
    !/^(\/|~|[a-z]:|\.\.(\/|$))/i.test(path) && !/(^|\/)node_modules\//.test(path) && !/^\w+:/.test(path)
  );
}

/**
 * A file of the repository that the author's copy of the package lies in (@google/model-viewer). Around an installed
 * one are other packages, first those of its own scope; programs and those that are listed may be there.
 */
function isAroundPackage(path: string, manifest: Manifest["data"]): boolean {
  const [, ups = "", rest = ""] = /^((?:\.\.\/)+)(.*)$/.exec(path) ?? [];
  const [first = "", second = ""] = rest.split("/");
  if (ups === "" || first === "node_modules" || first === ".bin") return false;
  const scope = typeof manifest.name === "string" ? /^@[^/]+(?=\/)/.exec(manifest.name)?.[0] : undefined;
  const name =
    ups === "../" && scope !== undefined
      ? `${scope}/${first}`
      : first.startsWith("@")
        ? `${first}/${second}`
        : first;
  return !installedFields.some((field) => isListedIn(manifest, field, name));
}

function findShipped(path: string, byNode: boolean, files: PackageFiles): string | null {
  if (byNode) return resolveLikeRequire(files, path);
  return files.has(normalisePath(path)) ? normalisePath(path) : null;
}

/** What package managers run for a package that comes from a registry; `prepare` is not among them. */
export const installScripts = ["preinstall", "install", "postinstall"] as const;
