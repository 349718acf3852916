import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { analyseParsedModule, analysePlainModule } from "../../src/modules/analyse-module.js";
import type { ModuleFacts } from "../../src/modules/module-facts.js";

/** Plain values in one order, so that facts read in two ways can be compared. */
function plainValues({ source: _, ...facts }: ModuleFacts) {
  const { exportedNames, typeofNames, globalPropertyNames, commonjsExports } = facts;
  return {
    ...facts,
    exportedNames: [...exportedNames].sort(),
    typeofNames: [...typeofNames].sort(),
    globalPropertyNames: [...globalPropertyNames].sort(),
    commonjsExports: {
      ...commonjsExports,
      names: [...commonjsExports.names].sort(),
      reexports: [...commonjsExports.reexports].sort(),
    },
  };
}

/** False when the text was left to the parser. */
export function agrees(path: string, text: string, kind: ModuleKind): boolean {
  const plain = analysePlainModule(path, text, kind);
  if (plain === null) return false;
  const [read, parsed] = [plainValues(plain), plainValues(analyseParsedModule(path, text, kind))];
  // An expectation takes ten times as long, and there are tens of thousands of texts.
  if (!isDeepStrictEqual(read, parsed)) expect(read, text.length < 2_000 ? text : path).toEqual(parsed);
  return true;
}
