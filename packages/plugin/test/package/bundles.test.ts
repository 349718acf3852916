import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
/** A folder with the packed package and the SDK in node_modules, and no core: types are all it needs of core. */
let consumer: string;
let packed: string[];

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), "plugin-openrouter-"));
  const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
  });
  // An array, or, from newer versions of npm, an object with the package's name as key.
  const [description]: { files: { path: string }[] }[] = Object.values(JSON.parse(listed));
  packed = description?.files.map((file) => file.path) ?? [];
  const target = join(consumer, "node_modules", "@elizaos", "plugin-openrouter");
  for (const path of packed) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(root, path), join(target, path));
  }
  const sdk = dirname(createRequire(import.meta.url).resolve("openai"));
  symlinkSync(sdk, join(consumer, "node_modules", "openai"));
});
afterAll(() => rmSync(consumer, { recursive: true }));

function run(code: string, ...flags: string[]): string {
  return execFileSync(process.execPath, [...flags, "--eval", code], {
    cwd: consumer,
    encoding: "utf8",
  }).trim();
}

const show =
  "JSON.stringify([typeof loaded.default, loaded.openrouterPlugin === loaded.default, loaded.openrouterPlugin.name, Object.keys(loaded.openrouterPlugin.models)])";
const expected = ["object", true, "openrouter", expect.arrayContaining(["TEXT_SMALL", "TEXT_LARGE"])];

describe("the packed package", () => {
  it("can be imported", () => {
    const code = `const loaded = await import("@elizaos/plugin-openrouter"); console.log(${show})`;
    expect(JSON.parse(run(code, "--input-type=module"))).toEqual(expected);
  });

  it("can be required", () => {
    const code = `const loaded = require("@elizaos/plugin-openrouter"); console.log(${show})`;
    expect(JSON.parse(run(code, "--input-type=commonjs"))).toEqual(expected);
  });

  it("can be imported under the browser condition, and holds no Node code there", () => {
    const code = `const loaded = await import("@elizaos/plugin-openrouter"); console.log(${show})`;
    expect(JSON.parse(run(code, "--input-type=module", "--conditions=browser"))).toEqual(expected);
    const bundle = readFileSync(join(root, "dist/browser/index.browser.js"), "utf8");
    expect(bundle).not.toMatch(/node:|process\.env|require\(/);
  });

  it("prints its errors under their own names", () => {
    const code = `
      const { OpenRouterError, OpenRouterSettingError } = await import("@elizaos/plugin-openrouter");
      const { inspect } = await import("node:util");
      const first = (error) => inspect(error).split("\\n")[0];
      const details = (kind) => ({ kind, retryable: false });
      console.log(first(new OpenRouterError("a", details("api"))));
      console.log(first(new OpenRouterError("b", details("abort"))));
      console.log(first(new OpenRouterSettingError("C", "c")));`;
    expect(run(code, "--input-type=module").split("\n")).toEqual([
      "OpenRouterError: a",
      "OpenRouterError [AbortError]: b",
      "OpenRouterSettingError: c",
    ]);
  });

  it("gives require the CommonJS file, import the ES module, and a browser its own", () => {
    const resolve = `console.log(require.resolve("@elizaos/plugin-openrouter"))`;
    expect(run(resolve, "--input-type=commonjs")).toMatch(/dist\/cjs\/index\.node\.cjs$/);
    const meta = `console.log(import.meta.resolve("@elizaos/plugin-openrouter"))`;
    expect(run(meta, "--input-type=module")).toMatch(/dist\/node\/index\.node\.js$/);
    expect(run(meta, "--input-type=module", "--conditions=browser")).toMatch(/index\.browser\.js$/);
  });

  it("loads neither the SDK nor core when imported", () => {
    const code = `
      const { registerHooks } = await import("node:module");
      const seen = [];
      registerHooks({ resolve: (specifier, context, next) => { seen.push(specifier); return next(specifier, context); } });
      await import("@elizaos/plugin-openrouter");
      console.log(JSON.stringify(seen));`;
    const seen: string[] = JSON.parse(run(code, "--input-type=module"));
    expect(seen.filter((specifier) => !specifier.startsWith("node:"))).toEqual([
      "@elizaos/plugin-openrouter",
    ]);
    // Both cost milliseconds, and what they give is global anyway.
    expect(seen).not.toContain("node:process");
    expect(seen).not.toContain("node:crypto");
  });

  it("ships no file that a consumer cannot reach", () => {
    const reached = new Set(["package.json", "README.md", "LICENSE", "dist/chunks/LICENSES.txt"]);
    const targets = JSON.stringify(manifest.exports).match(/\.\/[^"]+/g) ?? [];
    const pending = targets.map((target) => target.slice(2)).filter((target) => target.startsWith("dist/"));
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      const text = readFileSync(join(root, path), "utf8");
      for (const [, specifier = ""] of text.matchAll(/(?:from\s*|import\()\s*"(\.{1,2}\/[^"]+)"/g)) {
        const declared = /\.d\.[cm]?ts$/.test(path) ? specifier.replace(/\.(c?)js$/, ".d.$1ts") : specifier;
        pending.push(relative(root, join(root, dirname(path), declared)));
      }
      const map = text.match(/\/\/# sourceMappingURL=(\S+)/)?.[1];
      if (map !== undefined) pending.push(relative(root, join(root, dirname(path), map)));
    }
    expect([...packed].sort()).toEqual([...reached].sort());
  });

  it("has entries of at least the length its guard asks for", () => {
    for (const bundle of ["node/index.node.js", "browser/index.browser.js", "cjs/index.node.cjs"]) {
      const lines = readFileSync(join(root, "dist", bundle), "utf8").split("\n").length;
      expect(lines).toBeGreaterThanOrEqual(manifest.bundleCheck.minLines);
    }
  });

  it.each(["module", "commonjs"])("loads its chunks when they are needed, from %s code", (kind) => {
    const code = `
      const load = async () => {
        const { openrouterPlugin } = await import("@elizaos/plugin-openrouter");
        const runtime = { character: {}, getSetting: () => null };
        const { TEXT_TOKENIZER_ENCODE, TEXT_TOKENIZER_DECODE } = openrouterPlugin.models;
        const tokens = await TEXT_TOKENIZER_ENCODE(runtime, { prompt: "Hello world" });
        console.log(JSON.stringify([tokens, await TEXT_TOKENIZER_DECODE(runtime, { tokens })]));
      };
      load();`;
    const loaded = kind === "commonjs" ? code.replace("await import(", "require(") : code;
    expect(JSON.parse(run(loaded, `--input-type=${kind}`))).toEqual([[13225, 2375], "Hello world"]);
  });
});
