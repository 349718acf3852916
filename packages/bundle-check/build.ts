/**
 * Builds the package into `dist`: the library and the command with all dependencies bundled, their declarations,
 * the pages of the rules for `--explain`, and the licences of what was bundled.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";

const root = import.meta.dirname;
const dist = join(root, "dist");

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [
    { in: "src/index.ts", out: "index" },
    { in: "src/bin.ts", out: "bin" },
    // Started as a thread, so it must be a file of its own beside the code that starts it.
    { in: "src/modules/pool/analysis-worker.ts", out: "analysis-worker" },
    // Copied beside the package under probe, so it must be a file of its own that imports nothing.
    { in: "src/probes/load-child.ts", out: "load-child" },
  ],
  outdir: "dist",
  bundle: true,
  // What a command does not need stays unread: formats and the registry client are chunks of their own.
  splitting: true,
  chunkNames: "[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node20",
  // Prefer ES modules: UMD files hide their dependencies from the bundler.
  mainFields: ["module", "main"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
});
await writeDeclarations("index.d.ts");
await cp(join(root, "../../docs/rules"), join(dist, "rules"), { recursive: true });
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), await collectLicences(metafile));

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
async function collectLicences({ outputs }: Metafile): Promise<string> {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
      if (folder !== undefined && bytesInOutput > 0) folders.add(resolve(root, folder));
    }
  }
  const licences = await Promise.all([...folders].map(readLicence));
  return `The bundles of this package contain code of these packages.\n\n${licences.sort().join("\n")}`;
}

async function readLicence(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (file === undefined) throw new Error(`${manifest.name} is bundled, but ships no licence text.`);
  const text = (await readFile(join(folder, file), "utf8")).trim();
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n\n${"-".repeat(80)}\n`;
}
