import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export interface DeclarationOptions {
  /** The package's folder. */
  readonly root: string;
  /** Declaration files that `exports` names, relative to the folder `tsc` writes to. */
  readonly entries: readonly string[];
  /** Those of them that also need a `.d.cts` twin for the CommonJS bundle. */
  readonly commonJsEntries: readonly string[];
  /** File URL of the `typescript` package. */
  readonly typescript: string;
}

const relativeSpecifier = /(from\s+|import\(\s*)"(\.{1,2}\/[^"]+)\.js"/g;
const coreImport = /(from "@elizaos\/core")/g;

/**
 * Has `tsc` write the declarations, keeps those a consumer can reach, and derives from them the ones for
 * `require`: CommonJS declarations differ in their file extensions and in saying that core is an ES module.
 */
export async function emitDeclarations(options: DeclarationOptions): Promise<void> {
  const types = join(options.root, "dist", "types");
  const compiler = join(fileURLToPath(options.typescript), "bin", "tsc");
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: options.root,
    stdio: "inherit",
  });
  const declarations = await readDeclarations(types);
  const reachable = reachableFrom(options.entries, declarations);
  for (const path of declarations.keys()) {
    if (!reachable.has(path)) await rm(join(types, path));
  }
  await removeEmptyFolders(types);
  const commonJs = join(options.root, "dist", "cjs", "types");
  for (const path of reachableFrom(options.commonJsEntries, declarations)) {
    const target = join(commonJs, path.replace(/\.d\.ts$/, ".d.cts"));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, toCommonJs(declarations.get(path) ?? ""));
  }
}

function toCommonJs(declaration: string): string {
  return declaration
    .replaceAll(relativeSpecifier, '$1"$2.cjs"')
    .replaceAll(coreImport, '$1 with { "resolution-mode": "import" }');
}

async function readDeclarations(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [relative(folder, file), await readFile(file, "utf8")] as const),
    ),
  );
}

function reachableFrom(entries: readonly string[], declarations: ReadonlyMap<string, string>): Set<string> {
  const reached = new Set<string>();
  const pending = [...entries];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (reached.has(path)) continue;
    const text = declarations.get(path);
    if (text === undefined) throw new Error(`tsc wrote no ${path}`);
    reached.add(path);
    for (const match of text.matchAll(relativeSpecifier)) {
      pending.push(join(dirname(path), `${match[2]}.d.ts`));
    }
  }
  return reached;
}

async function removeEmptyFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  }
  if ((await readdir(folder)).length === 0) await rm(folder, { recursive: true });
}
