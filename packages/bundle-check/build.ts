/**
 * Builds the package into `dist`: the library and the command with all dependencies bundled, their declarations,
 * the pages of the rules for `--explain`, and the licences of what was bundled.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type RolldownOutput } from "rolldown";
import { writeAscii } from "./scripts/ascii-text.ts";
import { takeBuiltinModules } from "./scripts/builtin-modules.ts";
import { bundleRequired } from "./scripts/bundled-require.ts";
import { prepareChunkScripts } from "./scripts/chunk-scripts.ts";
import { computeConstants } from "./scripts/computed-constants.ts";
import { joinFiles } from "./scripts/join-files.ts";

const root = import.meta.dirname;
const dist = join(root, "dist");

await rm(dist, { recursive: true, force: true });
const { output } = await build({
  cwd: root,
  input: {
    index: "src/index.ts",
    bin: "src/bin.ts",
    // Started as a thread, so it must be a file of its own beside the code that starts it.
    "analysis-worker": "src/modules/pool/analysis-worker.ts",
    // Copied beside the package under probe, so it must be a file of its own that imports nothing.
    "load-child": "src/probes/load-child.ts",
  },
  platform: "node",
  // Prefer ES modules: UMD files hide their dependencies from the bundler.
  resolve: { mainFields: ["module", "main"], extensionAlias: { ".js": [".ts", ".js"] } },
  transform: { target: "node20" },
  // Its formatter, which is not used, would make texts of up to 200 spaces at every start.
  treeshake: { moduleSideEffects: [{ test: /[\\/]jsonc-parser[\\/]/, sideEffects: false }] },
  plugins: [
    computeConstants(/[\\/]src[\\/]modules[\\/]listed-globals\.ts$/),
    bundleRequired(/[\\/]src[\\/]modules[\\/]load-acorn\.ts$/),
    takeBuiltinModules(),
    joinFiles(),
    prepareChunkScripts(),
    writeAscii(),
  ],
  output: {
    dir: dist,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    comments: { legal: false, jsdoc: false },
    codeSplitting: {
      // What a command does not need stays unread: formats and the registry client are chunks of their own. What
      // every judgement needs is in as few files as possible, because each costs a look-up, a read and a link.
      groups: [
        // `--version` and wrong usage need no more than this.
        { name: "command", test: /[\\/]src[\\/]cli[\\/]run\.ts$/ },
        // Evaluated when a text first asks for it, and loaded then by the command.
        { name: "acorn", test: /[\\/]node_modules[\\/]acorn[\\/]/, priority: 1 },
        // What a thread that reads modules needs as well.
        { name: "modules", test: /[\\/]src[\\/]modules[\\/]analyse-module\.ts$/ },
        { name: "judge", test: /[\\/]src[\\/]cli[\\/]check\.ts$/ },
      ],
    },
  },
});
await writeDeclarations("index.d.ts");
await cp(join(root, "../../docs/rules"), join(dist, "rules"), { recursive: true });
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), await collectLicences(output));

/** The declarations a consumer can reach from an entry; `tsc` writes one for every source file. */
async function writeDeclarations(entry: string): Promise<void> {
  const all = await mkdtemp(join(tmpdir(), "bundle-check-declarations-"));
  try {
    const project = ["-p", "tsconfig.build.json", "--outDir", all];
    execFileSync(process.execPath, [await typescriptCompiler(), ...project], { cwd: root, stdio: "inherit" });
    const reached = new Set<string>();
    const pending = [entry];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      await cp(join(all, path), join(dist, path));
      const text = await readFile(join(all, path), "utf8");
      for (const [, specifier = ""] of text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)) {
        pending.push(join(dirname(path), `${specifier}.d.ts`));
      }
    }
  } finally {
    await rm(all, { recursive: true });
  }
}

async function typescriptCompiler(): Promise<string> {
  const manifest = fileURLToPath(import.meta.resolve("typescript/package.json"));
  const { bin } = JSON.parse(await readFile(manifest, "utf8"));
  return join(dirname(manifest), bin.tsc);
}

/** The licence of every package with at least a byte in the bundles. */
async function collectLicences(bundles: RolldownOutput["output"]): Promise<string> {
  // In the bundles as text, not as modules: lists of names, and what AssemblyScript's library adds to compiled code.
  const asText = ["globals/package.json", "assemblyscript/package.json"];
  const folders = new Set(asText.map((manifest) => dirname(fileURLToPath(import.meta.resolve(manifest)))));
  for (const bundle of bundles) {
    if (bundle.type === "asset") continue;
    for (const [module, { renderedLength }] of Object.entries(bundle.modules)) {
      const folder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(module)?.[1];
      if (folder !== undefined && renderedLength > 0) folders.add(folder);
    }
  }
  const licences = await Promise.all([...folders].map(readLicence));
  return `The bundles of this package contain code of these packages.\n\n${licences.sort().join("\n")}`;
}

async function readLicence(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const names = await readdir(folder);
  const file = names.find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (file === undefined) throw new Error(`${manifest.name} is bundled, but ships no licence text.`);
  // The Apache licence wants a notice kept beside it.
  const files = [file, ...names.filter((name) => /^notice(\.(md|txt))?$/i.test(name))];
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const text = texts.map((part) => part.trim()).join("\n\n");
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n\n${"-".repeat(80)}\n`;
}
