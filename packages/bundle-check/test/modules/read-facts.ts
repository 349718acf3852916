import type { ModuleKind } from "../../src/findings/finding.js";
import { analyseModule } from "../../src/modules/analyse-module.js";
import type { ModuleFacts } from "../../src/modules/module-facts.js";

export function readFacts(text: string, kind: ModuleKind = "module"): ModuleFacts {
  const facts = analyseModule("file.js", text, kind);
  if (facts.failure)
    throw new Error(`The test's code does not parse: ${facts.failure.reason}.\n${text.slice(0, 500)}`);
  return facts;
}

/** The free names of a text, each once, sorted. */
export function freeNames(text: string, kind: ModuleKind = "module"): string[] {
  return [...new Set(readFacts(text, kind).freeReferences.map(({ name }) => name))].sort();
}

/** Free names with when they are read: `name:load`, `name:getter(export)`, `name:function`. */
export function timedNames(text: string, kind: ModuleKind = "module"): string[] {
  return readFacts(text, kind).freeReferences.map(({ name, evaluatedAt, exportedName }) =>
    evaluatedAt === "export-getter" ? `${name}:getter(${exportedName})` : `${name}:${evaluatedAt}`,
  );
}
