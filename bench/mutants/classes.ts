import { chunkMutant, entryMissing, exportRemovedFromChunk, targetRenamed } from "./file-classes.ts";
import type { Host, HostEntry } from "./host.ts";
import { findLoss, namesOf } from "./oracle.ts";
import {
  declaredName,
  isCommonjsExport,
  isEsmExportList,
  namesInExportsObject,
  type TopLevel,
} from "./program.ts";
import type { Random } from "./random.ts";

/** A broken copy of a good package. */
export interface Mutant {
  readonly description: string;
  /** New contents by path; null removes the file. */
  readonly changes: ReadonlyMap<string, string | Uint8Array | null>;
  /** The breakage can be proved without bundle-check; otherwise only a twin or an earlier version shows it. */
  readonly mustBeRefused: boolean;
}

export type MutantClass = (host: Host, entry: HostEntry, random: Random) => Mutant | null;

/** The classes of lost code and lost files, as they are numbered in the reports. */
export const mutantClasses: Readonly<Record<string, { readonly title: string; readonly make: MutantClass }>> =
  {
    m1: { title: "exported declaration dropped, export list kept", make: dropExportedDeclaration },
    m2: { title: "run of bundled modules dropped", make: dropModules },
    m3: { title: "cut at a byte", make: cutAtByte },
    m4: { title: "cut at a statement, exports kept", make: (...args) => cutAtStatement(true, ...args) },
    m5: { title: "cut at a statement, exports dropped", make: (...args) => cutAtStatement(false, ...args) },
    m6: { title: "empty entry", make: emptyEntry },
    m7: { title: "CommonJS: declaration behind an export dropped", make: dropCommonjsDeclaration },
    m8: { title: "entry file missing", make: entryMissing },
    m9: { title: "manifest target renamed", make: targetRenamed },
    m10: { title: "implementation replaced by nothing", make: replaceImplementation },
    m11: { title: "helper dropped, used only in functions", make: dropHelper },
    m12: { title: "relative chunk missing", make: chunkMutant },
    m13: { title: "chunk no longer exports a needed name", make: exportRemovedFromChunk },
  };

/** A rebuilt file would have a rebuilt map, so the old map and its comment go. */
function rebuilt(host: Host, path: string, text: string): Map<string, string | null> {
  const changes = new Map<string, string | null>([
    [path, text.replace(/\n?\/\/[#@] sourceMappingURL=.*\s*$/, "\n")],
  ]);
  if (host.contents.has(`${path}.map`)) changes.set(`${path}.map`, null);
  return changes;
}

function without(text: string, node: { readonly start: number; readonly end: number }): string {
  return text.slice(0, node.start) + text.slice(node.end);
}

function dropExportedDeclaration(host: Host, entry: HostEntry, random: Random): Mutant | null {
  if (entry.kind !== "module") return null;
  const { text, program } = entry;
  const exported = new Set<string>();
  for (const node of program.body) {
    if (node.type !== "ExportNamedDeclaration" || node.source) continue;
    for (const { local } of node.specifiers) if (local.type === "Identifier") exported.add(local.name);
  }
  const candidates = program.body.filter((node) => {
    const name = declaredName(node);
    return name !== null && exported.has(name);
  });
  const victim = random.pick(candidates);
  if (!victim) return null;
  const mutated = without(text, victim);
  if (!findLoss(program, mutated, entry.kind)) return null;
  const description = `${entry.path} without ${declaredName(victim)}`;
  return { description, changes: rebuilt(host, entry.path, mutated), mustBeRefused: true };
}

function dropModules(host: Host, entry: HostEntry, random: Random): Mutant | null {
  const { text, program, kind } = entry;
  const marks = [
    ...text.matchAll(/^(?:\/\/ (?:\.{0,2}\/?[\w@.+-]+\/)*[\w@.+-]+\.[cm]?[jt]sx?|\/\/#region .*)$/gm),
  ].map(({ index }) => index);
  if (marks.length < 3) return null;
  const first = random.integer(marks.length - 1);
  const toEnd = random.next() < 0.35;
  const last = Math.min(first + 1 + random.integer(3), marks.length - 1);
  const end = toEnd ? text.length : (marks[last] ?? text.length);
  const kept = toEnd
    ? program.body.filter((node) => node.start >= (marks[first] ?? 0) && isEsmExportList(node))
    : [];
  const tail = kept.map((node) => text.slice(node.start, node.end)).join("\n");
  const mutated = text.slice(0, marks[first]) + tail + text.slice(end);
  if (!findLoss(program, mutated, kind)) return null;
  const description = `${entry.path} without modules ${first}…${toEnd ? "end" : last}`;
  return { description, changes: rebuilt(host, entry.path, mutated), mustBeRefused: true };
}

function cutAtByte(host: Host, entry: HostEntry, random: Random): Mutant | null {
  const bytes = Buffer.from(entry.text);
  if (bytes.length < 200) return null;
  const at =
    random.next() < 0.15
      ? bytes.length - 1 - random.integer(60)
      : Math.floor(bytes.length * (0.05 + 0.94 * random.next()));
  const mutated = bytes.subarray(0, at).toString("utf8");
  const loss = findLoss(entry.program, mutated, entry.kind);
  const description = `${entry.path} cut at byte ${at} of ${bytes.length}`;
  const changes = new Map([[entry.path, bytes.subarray(0, at)]]);
  if (loss) return { description, changes, mustBeRefused: true };
  return losesPromise(host, entry, mutated) ? { description, changes, mustBeRefused: true } : null;
}

function cutAtStatement(keepExports: boolean, host: Host, entry: HostEntry, random: Random): Mutant | null {
  const { text, program, kind } = entry;
  if (program.body.length < 5) return null;
  const at = Math.max(1, Math.floor(program.body.length * (0.1 + 0.8 * random.next())));
  const isExport = (node: TopLevel): boolean =>
    kind === "module" ? isEsmExportList(node) : isCommonjsExport(node, text);
  const kept = program.body.filter((node, index) => (isExport(node) ? keepExports : index < at));
  if (keepExports && !program.body.some(isExport)) return null;
  if (
    !keepExports &&
    !program.body.slice(at).some((node) => isExport(node) || node.type.startsWith("Export"))
  )
    return null;
  const mutated = `${kept.map((node) => text.slice(node.start, node.end)).join("\n")}\n`;
  const loss = findLoss(program, mutated, kind);
  const mustBeRefused = loss !== null || losesPromise(host, entry, mutated);
  if (!mustBeRefused && keepExports) return null;
  const description = `${entry.path} cut at statement ${at} of ${program.body.length}, exports ${keepExports ? "kept" : "dropped"}`;
  return { description, changes: rebuilt(host, entry.path, mutated), mustBeRefused };
}

/** What a build writes when it has nothing to write. */
const emptyTexts = {
  module: [
    ...["", "\n", '"use strict";\n', "// nothing\n", "/* built */", "\ufeff", "export {};\n"],
    ...[";\n", "{}\n", "void 0;\n"],
  ],
  commonjs: [
    ...["", "\n", '"use strict";\n', "// nothing\n", "/* built */", ";\n", "{}\n"],
    '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n',
  ],
} as const;

function emptyEntry(host: Host, entry: HostEntry, random: Random): Mutant | null {
  const text = random.pick(emptyTexts[entry.kind]) ?? "";
  const description = `${entry.path} is ${JSON.stringify(text)}`;
  // Some packages ship entries on purpose that have no code, or only say that there is nothing to import here.
  const hasCode = entry.program.body.some((node) => {
    if (node.type === "ExportNamedDeclaration")
      return Boolean(node.declaration ?? node.source) || node.specifiers.length > 0;
    return !("directive" in node && node.directive) && node.type !== "ThrowStatement";
  });
  return hasCode ? { description, changes: rebuilt(host, entry.path, text), mustBeRefused: true } : null;
}

/** What is left of a package whose bundler has dropped all but its configuration. */
const configurationAlone = 'var config = { name: "x", version: "1" };\nexport { config as default };\n';

/** Wrappers of bundlers around nothing. */
const hollowTexts = {
  module: [
    "export {};\n",
    "var __defProp = Object.defineProperty;\nexport {};\n",
    'import { createRequire } from "node:module";\nvar __require = createRequire(import.meta.url);\n',
    configurationAlone,
  ],
  commonjs: [
    '"use strict";\nmodule.exports = {};\n',
    "var __defProp = Object.defineProperty;\nvar exports_index = {};\nmodule.exports = exports_index;\n",
    "exports.__esModule = true;\n",
  ],
} as const;

function replaceImplementation(host: Host, entry: HostEntry, random: Random): Mutant | null {
  const text = random.pick(hollowTexts[entry.kind]) ?? "";
  const description = `${entry.path} is ${JSON.stringify(text)}`;
  const lost = [...host.promised].filter((name) => text !== configurationAlone || name !== "default");
  // Of half of what is promised and less, the loss is a warning.
  const mustBeRefused = lost.length * 2 > host.promised.size;
  return { description, changes: rebuilt(host, entry.path, text), mustBeRefused };
}

function dropCommonjsDeclaration(host: Host, entry: HostEntry, random: Random): Mutant | null {
  if (entry.kind !== "commonjs") return null;
  const { text, program, kind } = entry;
  const names = new Set<string>();
  for (const match of text.matchAll(/^\s*[\w$"]+: \(\) => ([\w$]+),?$/gm)) if (match[1]) names.add(match[1]);
  for (const match of text.matchAll(/^\s*(?:module\.)?exports\.[\w$]+ = ([\w$]+);?$/gm))
    if (match[1]) names.add(match[1]);
  for (const name of namesInExportsObject(program)) names.add(name);
  const candidates = program.body.filter((node) => {
    const name = declaredName(node);
    return name !== null && names.has(name);
  });
  const victim = random.pick(candidates);
  if (!victim) return null;
  const mutated = without(text, victim);
  if (!findLoss(program, mutated, kind)) return null;
  const description = `${entry.path} without ${declaredName(victim)}`;
  return { description, changes: rebuilt(host, entry.path, mutated), mustBeRefused: true };
}

function dropHelper(host: Host, entry: HostEntry, random: Random): Mutant | null {
  const { text, program, kind } = entry;
  const exported = new Set<string>();
  for (const node of program.body) {
    if (node.type === "ExportNamedDeclaration") {
      for (const { local } of node.specifiers) if (local.type === "Identifier") exported.add(local.name);
    }
  }
  const candidates = random
    .shuffle(
      program.body.filter(
        (node) =>
          /^(Function|Class|Variable)Declaration$/.test(node.type) &&
          declaredName(node) !== null &&
          !exported.has(declaredName(node) ?? ""),
      ),
    )
    .slice(0, 5);
  for (const victim of candidates) {
    const mutated = without(text, victim);
    const name = declaredName(victim) ?? "";
    const loss = findLoss(program, mutated, kind);
    if (!loss?.freeNames.includes(name)) continue;
    const description = `${entry.path} without helper ${name}`;
    return { description, changes: rebuilt(host, entry.path, mutated), mustBeRefused: true };
  }
  return null;
}

/** An ES module that exports nothing any more although the declarations promise values of it. */
function losesPromise(host: Host, entry: HostEntry, mutated: string): boolean {
  if (entry.kind !== "module" || host.promised.size === 0) return false;
  return !/\bexport\b/.test(mutated) && namesOf(entry.program, entry.kind).undeclared.size === 0;
}
