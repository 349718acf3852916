import { posix } from "node:path";
import type { FreeReference, ModuleFacts } from "../../modules/module-facts.js";
import type { PackageFiles } from "../../package-files/package-files.js";
import { oncePerModule } from "./names-in-text.js";

/** Shorter names are part of many addresses. */
const shortestName = 4;

/** Larger scripts are not searched. */
const longestScript = 10_000_000;

/** More scripts than any page is given, and more characters than their addresses have. */
const [mostScripts, longestAddress] = [200, 200];

/** The file puts scripts into the page while it runs, or loads them into its worker. */
function loadsScripts(text: string): boolean {
  if (/\bimportScripts\(/.test(text)) return true;
  return /\bcreateElement\(["']script["']\)/.test(text) && /\.src ?=/.test(text);
}

/** The addresses of scripts in a file that loads scripts, without their queries. */
const addressesOfScripts = oncePerModule(({ source: { text } }) => {
  const addresses = new Set<string>();
  if (!loadsScripts(text)) return addresses;
  for (const { index } of text.matchAll(/\.js(?=["'`?])/g)) {
    const before = text.slice(Math.max(0, index - longestAddress), index);
    addresses.add(`${/[\w@./-]*$/.exec(before)?.[0]}.js`);
    if (addresses.size >= mostScripts) break;
  }
  return addresses;
});

/** The sites of others whose scripts the file puts into the page: `js.evervault.com`. */
const foreignSites = oncePerModule(({ source: { text } }) => {
  if (!/\bcreateElement\(["']script["']\)/.test(text)) return new Set<string>();
  const addresses = [...text.matchAll(/\.src ?= ?["'`](?:https?:)?\/\/([\w.-]{1,100})/g)];
  return new Set(addresses.slice(0, mostScripts).map(([, site = ""]) => site.toLowerCase()));
});

/** The maker of a script calls its global like its own site (Evervault in @duffel/components). */
function isOfForeignSite(name: string, module: ModuleFacts): boolean {
  if (!/^[A-Z][a-z]/.test(name)) return false;
  return [...foreignSites(module)].some((site) => `.${site}`.includes(`.${name.toLowerCase()}.`));
}

/** Notes for bundlers may stand before the address. */
const loadOfVariable =
  /\b(?:import|importScripts)\((?:\s|\/\*[^*]{0,100}\*\/){0,100}(?:`\$\{)?(?:[\w$]{1,40}\.){0,4}([a-z]\w{3,40}?)(?:Script)?(?:Url|URL|Src)\b/g;

/** The same, where the function is made of a text: `new Function("path", "return import(path)")(`${shaderUrl}`)`. */
const callWithVariable = /\(`\$\{([a-z]\w{3,40}?)(?:Script)?(?:Url|URL|Src)\}`\)/g;

/** What the variables are called after that code is loaded by: `shader` of `importScripts(shaderUrl)` (playcanvas). */
const namesWithAddress = oncePerModule(({ source: { text } }) => {
  const loads = [...text.matchAll(loadOfVariable)];
  if (/\breturn import\(\w/.test(text)) loads.push(...text.matchAll(callWithVariable));
  return new Set(loads.map(([, name = ""]) => name));
});

const workerCalls = oncePerModule(
  ({ source: { text } }) => new Set(["importScripts"].filter((call) => text.includes(call))),
);

/**
 * `importScripts.apply(null, addresses); start(Module)`: which scripts a worker loads is only known while it runs, and
 * what it asks for next, in the same block, is what they make (@mediapipe/hands).
 */
function isAskedForAfterScripts({ offset }: FreeReference, module: ModuleFacts): boolean {
  if (workerCalls(module).size === 0) return false;
  const before = module.source.text.slice(Math.max(0, offset - nearby), offset);
  return /\bimportScripts(?:\.apply)?\((?!["'`])[^{}]*$/.test(before);
}

/** Characters behind the making of a script in which its address is set. */
const nearby = 400;

/** Of a namespace that is somebody else's so many members are used. */
const fewestMembers = 3;

/**
 * The namespaces that only a script of another host can make which the file puts into the page (BMapGL in
 * @tarojs/components, for a map), told by how many of their members functions use. Of a helper that was lost one or
 * two are used.
 */
const foreignNamespaces = oncePerModule(({ source: { text }, freeReferences }) => {
  const makings = [...text.matchAll(/\bcreateElement\(["']script["']\)/g)].slice(0, mostScripts);
  const isForeign = ({ index }: RegExpMatchArray) =>
    /\.src ?= ?["'`](?:https?:)?\/\//.test(text.slice(index, (index ?? 0) + nearby));
  if (!makings.some(isForeign)) return new Set<string>();
  const members = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const { name, offset, evaluatedAt } of freeReferences) {
    const [, member] = /^\.(\w+)/.exec(text.slice(offset + name.length, offset + name.length + 40)) ?? [];
    if (!/^[A-Z]/.test(name) || evaluatedAt !== "function" || member === undefined) others.add(name);
    else members.set(name, (members.get(name) ?? new Set()).add(member));
  }
  return new Set(
    [...members]
      .filter(([name, used]) => used.size >= fewestMembers && !others.has(name))
      .map(([name]) => name),
  );
});

/** The namespace itself, what goes with it (`BMapGLLib`), and constants that begin like it (`BMAP_NORMAL_MAP`). */
function isOfForeignNamespace(name: string, module: ModuleFacts): boolean {
  const beginning = /^([A-Z][A-Z0-9]{3,})_/.exec(name)?.[1];
  for (const namespace of foreignNamespaces(module)) {
    if (name.startsWith(namespace)) return true;
    if (beginning !== undefined && namespace.toUpperCase().startsWith(beginning)) return true;
  }
  return false;
}

/** The licence and the head of a universal module are not longer. */
const longestHead = 2_000;

const givenBy = new WeakMap<PackageFiles, Map<string, ReadonlySet<string>>>();

/** The names that a shipped script gives the page. Each script is searched once. */
function namesGivenBy(path: string, files: PackageFiles): ReadonlySet<string> {
  const known = givenBy.get(files) ?? new Map<string, ReadonlySet<string>>();
  givenBy.set(files, known);
  let names = known.get(path);
  if (!names) {
    const text = files.size(path) <= longestScript ? files.text(path) : "";
    const writings = text.matchAll(/\b(?:window|self|globalThis)\.([\w$]+) ?=(?!=)/g);
    names = new Set([...writings].map(([, name = ""]) => name).concat(nameOfUniversal(text) ?? []));
    known.set(path, names);
  }
  return names;
}

/** `define(factory) : root.Library = factory()`: what a universal module calls its global. */
function nameOfUniversal(text: string): string | undefined {
  const head = text.slice(0, longestHead);
  const end = head.indexOf("define.amd");
  return end === -1 ? undefined : /[\w$]\.([\w$]+) ?= ?[\w$]+\(/.exec(head.slice(end))?.[1];
}

/**
 * A function uses what a script makes that the file itself has put into the page (vditor): the script is called
 * like the name, or the variable that holds its address is, or it is shipped and gives the page that name.
 */
export function isOfLoadedScript(
  reference: FreeReference,
  module: ModuleFacts,
  files: PackageFiles,
): boolean {
  const { name, evaluatedAt } = reference;
  if (evaluatedAt !== "function" || name.length < shortestName) return false;
  if (namesWithAddress(module).has(name) || isOfForeignNamespace(name, module)) return true;
  if (isOfForeignSite(name, module) || isAskedForAfterScripts(reference, module)) return true;
  for (const address of addressesOfScripts(module)) {
    const letters = posix
      .basename(address)
      .replace(/(\.min)?\.js$/, "")
      .replaceAll(/\W|_/g, "");
    if (letters.toLowerCase().includes(name.toLowerCase())) return true;
    const path = address.replace(/^(\.{0,2}\/)+/, "");
    if (files.has(path) && namesGivenBy(path, files).has(name)) return true;
  }
  return false;
}
