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

/** The addresses of scripts in a file that puts scripts into the page while it runs, without their queries. */
const addressesOfScripts = oncePerModule(({ source: { text } }) => {
  const addresses = new Set<string>();
  if (!/\bcreateElement\(["']script["']\)/.test(text) || !/\.src ?=/.test(text)) return addresses;
  for (const { index } of text.matchAll(/\.js(?=["'`?])/g)) {
    const before = text.slice(Math.max(0, index - longestAddress), index);
    addresses.add(`${/[\w@./-]*$/.exec(before)?.[0]}.js`);
    if (addresses.size >= mostScripts) break;
  }
  return addresses;
});

const givenBy = new WeakMap<PackageFiles, Map<string, ReadonlySet<string>>>();

/** The names that a shipped script gives the page. Each script is searched once. */
function namesGivenBy(path: string, files: PackageFiles): ReadonlySet<string> {
  const known = givenBy.get(files) ?? new Map<string, ReadonlySet<string>>();
  givenBy.set(files, known);
  let names = known.get(path);
  if (!names) {
    const text = files.size(path) <= longestScript ? files.text(path) : "";
    const writings = text.matchAll(/\b(?:window|self|globalThis)\.([\w$]+) ?=(?!=)/g);
    names = new Set([...writings].map(([, name = ""]) => name));
    known.set(path, names);
  }
  return names;
}

/**
 * A function uses what a script makes that the file itself has put into the page (vditor): the script is called
 * like the name, or it is shipped and gives the page that name.
 */
export function isOfLoadedScript(
  { name, evaluatedAt }: FreeReference,
  module: ModuleFacts,
  files: PackageFiles,
): boolean {
  if (evaluatedAt !== "function" || name.length < shortestName) return false;
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
