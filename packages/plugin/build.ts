/**
 * Builds the package into `dist`: one bundle per platform and module kind, each holding the whole provider and
 * readable as it is; third-party code that few calls need, in chunks that all bundles share and load lazily; and
 * the declarations that go with them.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { emitDeclarations } from "./scripts/declarations.ts";

const root = import.meta.dirname;
const dist = join(root, "dist");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  external: ["openai", "@elizaos/core"],
  target: "es2023",
  sourcemap: true,
  sourcesContent: true,
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
};

/** Leaves `import("…/chunks/x.js")` in the bundles, pointing at the built chunk. */
const lazyChunks: Plugin = {
  name: "lazy-chunks",
  setup(setup) {
    setup.onResolve({ filter: /\/chunks\/[^/]+\.js$/ }, ({ path, kind }) => {
      if (kind !== "dynamic-import") return { errors: [{ text: `${path} must be imported lazily.` }] };
      return { path: path.replace(/^.*\/chunks\//, "../chunks/"), external: true };
    });
  },
};

const bundles: BuildOptions[] = [
  {
    entryPoints: ["src/index.node.ts"],
    outfile: "dist/node/index.node.js",
    format: "esm",
    platform: "node",
  },
  {
    entryPoints: ["src/index.browser.ts"],
    outfile: "dist/browser/index.browser.js",
    format: "esm",
    platform: "browser",
  },
  {
    entryPoints: ["src/index.node.ts"],
    outfile: "dist/cjs/index.node.cjs",
    format: "cjs",
    platform: "node",
  },
  // A host asks this one before it loads anything else.
  {
    entryPoints: ["src/auto-enable.ts"],
    outfile: "dist/auto-enable.js",
    format: "esm",
    platform: "neutral",
  },
  {
    entryPoints: ["src/auto-enable.ts"],
    outfile: "dist/cjs/auto-enable.cjs",
    format: "cjs",
    platform: "neutral",
  },
];

/** What the chunks hold; their licences ask to be passed on with the code. */
const bundledPackages = ["@cfworker/json-schema", "gpt-tokenizer", "jsonrepair"];

async function licensesOf(packages: readonly string[]): Promise<string> {
  const texts = packages.map(async (name) => {
    const folder = join(root, "node_modules", name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const manifest: { license?: string } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const text =
      file === undefined ? `License: ${manifest.license}` : await readFile(join(folder, file), "utf8");
    return `${name}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join("\n---\n\n");
}

const chunks = (await readdir(join(root, "src/chunks"))).map((name) => `src/chunks/${name}`);

await rm(dist, { recursive: true, force: true });
await Promise.all([
  ...bundles.map((options) => build({ ...common, plugins: [lazyChunks], ...options })),
  // Third-party code is read by nobody: without whitespace and a map it is half the size.
  build({
    ...common,
    entryPoints: chunks,
    outdir: "dist/chunks",
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    minifyWhitespace: true,
    sourcemap: false,
  }),
]);
await writeFile(join(dist, "chunks/LICENSES.txt"), await licensesOf(bundledPackages));
await emitDeclarations({
  root,
  entries: ["index.node.d.ts", "index.browser.d.ts", "auto-enable.d.ts"],
  commonJsEntries: ["index.node.d.ts", "auto-enable.d.ts"],
  typescript: dirname(import.meta.resolve("typescript/package.json")),
});
