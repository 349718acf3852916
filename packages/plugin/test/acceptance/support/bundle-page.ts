import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const program = fileURLToPath(new URL("../drivers/page.mjs", import.meta.url));

/** Anything that core asks of it while it loads, it answers with itself. */
const stub = `const stub = new Proxy(function () {}, {
  get: (target, name) => (name === "then" ? undefined : (Reflect.get(target, name) ?? stub)),
  apply: () => stub,
  construct: () => stub,
});`;

/**
 * Core's browser bundle still imports Node's own modules, for parts that no page uses; whoever bundles it has to put
 * something in their place. This is the least there is.
 */
const withoutNode: Plugin = {
  name: "without-node",
  setup(setup) {
    setup.onResolve({ filter: /^node:/ }, ({ path, importer }) => {
      if (importer.includes("plugin-openrouter")) {
        return { errors: [{ text: `The plugin's browser bundle imports ${path}.` }] };
      }
      return { path, namespace: "without-node" };
    });
    setup.onLoad({ filter: /^node:/, namespace: "without-node" }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
      const exports = names
        .filter((name) => name !== "default")
        .map((name) => `stub as ${name}`)
        .join(", ");
      return { contents: `${stub}\nexport default stub;\nexport { ${exports} };` };
    });
  },
};

/** As much of `process` as core's browser bundle takes for granted. */
const processOfPage = `{
  env: { OPENROUTER_API_KEY: "sk-or-v1-baked-into-the-page", NODE_ENV: "test", LOG_LEVEL: "fatal" },
  platform: "browser",
  version: "v24.0.0",
  versions: {},
  argv: [],
  cwd: () => "/",
  on: () => undefined,
  nextTick: (task, ...values) => queueMicrotask(() => task(...values)),
}`;

/** Bundles the page's program with the packages installed in a folder, as a user's bundler would for a browser. */
export async function bundlePage(folder: string): Promise<string> {
  const entry = join(folder, "page.mjs");
  await copyFile(program, entry);
  const outdir = join(folder, "page");
  await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    plugins: [withoutNode],
    logLevel: "error",
    // Core also needs what bundlers put in for `process` and `Buffer`. Variables of whoever builds a page can end up in there;
    // this one stands for them.
    define: { global: "globalThis" },
    banner: {
      js: `globalThis.process ??= ${processOfPage}; globalThis.Buffer ??= { isBuffer: () => false };`,
    },
  });
  return outdir;
}
