/**
 * Builds the package into `dist`: one bundle per platform and module kind, each holding the whole provider and
 * readable as it is, and the declarations that go with them.
 */
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
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
];

await rm(dist, { recursive: true, force: true });
await Promise.all(bundles.map((options) => build({ ...common, ...options })));
await emitDeclarations({
  root,
  entries: ["index.node.d.ts", "index.browser.d.ts"],
  commonJsEntries: ["index.node.d.ts"],
  typescript: dirname(import.meta.resolve("typescript/package.json")),
});
