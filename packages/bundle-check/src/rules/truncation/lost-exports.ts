import type { TruncationSignal } from "../../findings/finding.js";
import type { ModuleFacts } from "../../modules/module-facts.js";

/** Names in the export list, or read by export getters, that are declared nowhere. */
export function exportsWithoutDeclarations(module: ModuleFacts): TruncationSignal | null {
  const names = new Set([
    ...module.undeclaredExports.map(({ exportedName }) => exportedName),
    ...lostGetters(module),
  ]);
  return names.size === 0 ? null : { signal: "exports-without-declarations", names: [...names].sort() };
}

/** In the CommonJS output of bundlers a lost module shows as `() => import_x.name` without `import_x`. */
function lostGetters(module: ModuleFacts): string[] {
  if (module.kind !== "commonjs") return [];
  return module.freeReferences
    .filter(({ evaluatedAt, name }) => evaluatedAt === "export-getter" && /^import_/.test(name))
    .map(({ exportedName, name }) => exportedName ?? name);
}

/** What compilers write at the start of a line for those files alone that export something with it. */
const helpers = [
  { name: "__export", declaration: /^var __export = \(target, all\) => \{$/m, mentions: 1 },
  {
    name: "__exportStar",
    declaration: /^var __exportStar = \(this && this\.__exportStar\) \|\| function\s?\(m, exports\) \{$/m,
    mentions: 2,
  },
];

/** The call of such a helper, with a table that lost all of its names; SWC's helper is called the same but for one letter. */
const emptyTable = /^(__?export)\([\w$]+, \{\s*\}\);?$/m;

/**
 * A compiler's helper for exports that nothing calls, or that is called for no names: the calls are lost (esbuild, Bun,
 * TypeScript, SWC). A chunk that exports its helper for others names it once more.
 */
export function exportHelperUnused({ source: { text } }: ModuleFacts): TruncationSignal | null {
  if (!text.includes("_export")) return null;
  const unused = helpers.find(
    ({ name, declaration, mentions }) =>
      text.includes(`var ${name} = `) && declaration.test(text) && countOf(name, text) === mentions,
  );
  const helper = unused?.name ?? emptyTable.exec(text)?.[1];
  return helper === undefined ? null : { signal: "export-helper-unused", helper };
}

function countOf(name: string, text: string): number {
  return [...text.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length;
}
