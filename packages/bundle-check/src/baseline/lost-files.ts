import { posix } from "node:path";
import { resolveLikeRequire } from "../entrypoints/target-files.js";
import type { PackageFacts } from "../package-facts.js";
import { readmeOf } from "../package-files/readme.js";
import type { BaselineArguments } from "./arguments.js";
import { type Comparison, type Loss, wholeFile } from "./loss.js";
import { codeWays, hasExports, namedSubpaths, patternSubpaths, resolveSubpath } from "./resolve-subpath.js";

type PublicBy = BaselineArguments["lost-file"]["publicBy"];

/**
 * Files that consumers could import by their path and cannot any more: in a package without an exports map every
 * file, otherwise those that a pattern opened.
 */
export function* lostFiles(comparison: Comparison): Iterable<Loss<"lost-file">> {
  const { current, baseline, baselineVersion } = comparison;
  const isOpen = !hasExports(baseline.manifest.data.exports);
  const isClosedNow = hasExports(current.manifest.data.exports);
  const entries = filesOfNamedEntries(baseline);
  for (const [subpath, path] of isOpen ? everyFile(baseline) : patternSubpaths(baseline)) {
    // An entry that is gone is reported as such.
    if (entries.has(path) || !isForConsumers(path)) continue;
    // Of two patterns that fit, Node asks only the more specific one, so an opened file may still be out of reach.
    if (!answers(baseline, subpath, path) || answers(current, subpath, path)) continue;
    const publicBy = publicityOf(baseline, subpath, path, isOpen);
    const isWellKnown = publicBy !== "path";
    // Closing the package is a decision; then only what consumers surely use is worth a word.
    if (isOpen && isClosedNow && !isWellKnown) continue;
    yield {
      severity: isWellKnown ? "error" : "warning",
      place: wholeFile(path),
      args: {
        baselineVersion,
        path,
        loss: current.files.has(path) ? "not-exported" : "not-shipped",
        publicBy,
      },
      reach: [],
    };
  }
}

function everyFile({ files }: PackageFacts): Map<string, string> {
  return new Map(files.paths.map((path) => [`./${path}`, path]));
}

function filesOfNamedEntries(facts: PackageFacts): Set<string | null> {
  const named = namedSubpaths(facts).flatMap((entry) =>
    codeWays.map((way) => resolveSubpath(facts, entry, way)),
  );
  const commands = facts.entrypoints.filter(({ kind }) => kind === "bin").flatMap(({ files }) => files);
  return new Set([...named, ...commands]);
}

/** Somebody who imports the file by its path gets an answer. */
function answers(facts: PackageFacts, subpath: string, path: string): boolean {
  if (codeWays.some((way) => resolveSubpath(facts, subpath, way) !== null)) return true;
  // Without an exports map most people leave the extension out, and a folder may have taken the file's place.
  const isOpen = !hasExports(facts.manifest.data.exports);
  return isOpen && resolveLikeRequire(facts.files, path.replace(/\.(js|json)$/, "")) !== null;
}

/** Code, and not what only the package's own developers or bundler use. */
function isForConsumers(path: string): boolean {
  const name = posix.basename(path);
  return (
    /\.([cm]?js|node|wasm)$/.test(path) &&
    !developmentFolder.test(path) &&
    !developmentFile.test(name) &&
    !isHashed(name)
  );
}

const developmentFolder =
  /(^|\/)(\.[^/]+|_[^/]*|tests?|specs?|examples?|demos?|samples?|docs?|website|bench(marks?)?|perf|fixtures?|scripts?|tools?|build|tasks?|support|typings|internals?|chunks?|node_modules)\//i;
const developmentFile =
  /^\.|\.(config|conf|setup|test|spec|min\.test|stories|worker|d)\.[cm]?js$|^(grunt|gulp|jake|cake)file\b|^(tests?|bench(mark)?|example|demo|build|make|rollup|webpack|karma|index\.test)[.-]/i;

/** Bundlers name chunks after their content: `chunk-4K2OQJ5M.js`, `client-Bf3k9_xZ.mjs`. */
function isHashed(name: string): boolean {
  const stem = name.replace(/\.(min\.)?[cm]?js$/, "");
  const hash = /(?:^|[-._])([\w-]{6,40})$/.exec(stem)?.[1] ?? "";
  const looksRandom = /\d/.test(hash)
    ? /[A-Za-z]/.test(hash)
    : /[A-Z]/.test(hash.slice(1)) && /[a-z]/.test(hash);
  return /^(chunk|shared|vendor)[-._]/i.test(name) || (hash.length >= 8 && looksRandom && /[-._]/.test(stem));
}

/** Why consumers surely use the file; "path" when all that speaks for it is that they could. */
function publicityOf(baseline: PackageFacts, subpath: string, path: string, isOpen: boolean): PublicBy {
  if (isMentioned(baseline, path, subpath)) return "readme";
  if (isOpen) return path.includes("/") ? "path" : "root";
  // `"./dist/*": "./dist/*"` opens a folder as it stands; `"./locale/*": "./dist/locale/*.js"` is a promise.
  return subpath === `./${path}` ? "path" : "pattern";
}

function isMentioned(facts: PackageFacts, path: string, subpath: string): boolean {
  const { manifest, files } = facts;
  if (manifest.name === null) return false;
  const text = readmeOf(files);
  const withoutExtension = (specifier: string) => specifier.replace(/\.[cm]?js$/, "");
  return [path, subpath.replace(/^\.\//, "")].some((inside) =>
    ["'", '"', "`"].some((mark) =>
      [inside, withoutExtension(inside)].some((specifier) =>
        text.includes(`${mark}${manifest.name}/${specifier}${mark}`),
      ),
    ),
  );
}
