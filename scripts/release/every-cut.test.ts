/**
 * Cuts the plugin's real bundles at many places and takes away each declaration they export; the guard has to refuse
 * every one. A thousand packages are too many for a thousand processes, so this goes through bundle-check's library;
 * `truncated-builds.test.ts` does the same to a few of them through the whole gate.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFiles } from "@elizaos/bundle-check";
import { describe, expect, it } from "vitest";

const plugin = "packages/plugin";
const entries = ["dist/node/index.node.js", "dist/browser/index.browser.js", "dist/cjs/index.node.cjs"];
/** What the entries import when a call needs it. */
const chunks = filesBelow("dist/chunks")
  .filter((path) => /\.c?js$/.test(path))
  .map((path) => [path, standIn(read(path))] as const);
const manifest: { bundleCheck: object } = JSON.parse(read("package.json"));

/**
 * The errors of a package that has this entry and no other. The rest of the plugin would be judged a thousand times
 * over for the same answer, and could only add reasons to refuse.
 */
async function errorsWith(entry: string, text: string): Promise<number> {
  const { main, module, browser, types, ...rest } = {
    ...manifest,
    main: "",
    module: "",
    browser: "",
    types: "",
  };
  const sourceMap = `${entry}.map`;
  const files = createPackageFiles([
    ["package.json", JSON.stringify({ ...rest, exports: { ".": `./${entry}` } })],
    ...chunks,
    [sourceMap, read(sourceMap)],
    [entry, text],
  ]);
  const { summary } = await checkPackage(files, { configuration: manifest.bundleCheck });
  return summary.errors;
}

function read(path: string): string {
  return readFileSync(join(plugin, path), "utf8");
}

function filesBelow(directory: string): string[] {
  return readdirSync(join(plugin, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.slice(plugin.length + 1), entry.name));
}

/** A chunk's exports without its code: megabytes of tokens need not be parsed again for every cut of another file. */
function standIn(chunk: string): string {
  const list = /^export \{([^}]*)\};$/m.exec(chunk)?.[1] ?? "";
  const names = list.split(",").map((item) => item.trim().split(" as ").at(-1) ?? "");
  return names
    .filter((name) => name !== "")
    .map((name, index) => `const value${index} = ${index};\nexport { value${index} as ${name} };\n`)
    .join("");
}

/** Where the code ends: what follows are comments, and in CommonJS a list that is never run. */
function endOfCode(text: string): number {
  const annotation = text.indexOf("// Annotate the CommonJS export names");
  return (annotation === -1 ? text.lastIndexOf("//# sourceMappingURL=") : annotation) - 1;
}

/** Line ends, where a cut leaves whole statements, and every single character near the end. */
function cutPositions(text: string): number[] {
  const lineEnds = [...text.matchAll(/\n/g)]
    .map(({ index }) => index + 1)
    .filter((_, line) => line % 40 === 0);
  const end = endOfCode(text);
  const last = Array.from({ length: 120 }, (_, distance) => end - 1 - distance);
  return [...new Set([...lineEnds, ...last])].filter((position) => position > 0 && position < end);
}

describe.each(entries)("%s", (entry) => {
  const text = read(entry);
  const code = text.slice(0, endOfCode(text));
  const lastStatement = code.lastIndexOf("\n") + 1;

  it("passes whole", async () => {
    expect(await errorsWith(entry, text)).toBe(0);
  });

  it("is refused wherever it is cut", async () => {
    const accepted: string[] = [];
    const positions = cutPositions(text);
    expect(positions.length).toBeGreaterThan(140);
    for (const position of positions) {
      if ((await errorsWith(entry, text.slice(0, position))) > 0) continue;
      // The very last character is the semicolon: without it, nothing is missing.
      if (/^;?$/.test(code.slice(position))) continue;
      accepted.push(text.slice(lastStatement, position) || `at ${position}`);
    }
    const tolerated = entry.endsWith(".cjs") ? stillWholePrograms : [];
    expect(accepted.filter((remains) => !tolerated.includes(remains))).toEqual([]);
  });

  it("is refused when any declaration that it exports is gone", async () => {
    const names = exportedLocals(text);
    expect(names).toContain("openrouterPlugin");
    const accepted: string[] = [];
    for (const name of names) {
      const damaged = text.replace(
        new RegExp(`^(var|let|const|class|function|async function) ${name}\\b`, "m"),
        "$1 lost",
      );
      expect(damaged, `${name} is declared at the top level`).not.toBe(text);
      if ((await errorsWith(entry, damaged)) === 0) accepted.push(name);
    }
    expect(accepted).toEqual([]);
  });
});

/**
 * What the guard cannot tell from a program that was meant so: the last statement of the CommonJS bundle,
 * `var index_node_default = openrouterPlugin;`, cut to a declaration without a value or to another global's name.
 */
const stillWholePrograms = [
  "var index_node_default = open",
  "var index_node_default ",
  "var index_node_default",
];

/** Local names behind the exports: of the export list, or of the getters that esbuild writes into CommonJS. */
function exportedLocals(text: string): string[] {
  const list = /^export \{([^}]*)\};$/m.exec(text)?.[1];
  if (list !== undefined) return list.split(",").map((item) => item.trim().split(" as ")[0] ?? "");
  return [...text.matchAll(/^ {2}\w+: \(\) => (\w+),?$/gm)].map(([, name]) => name ?? "");
}
