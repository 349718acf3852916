import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import type { Finding } from "../../src/findings/finding.js";
import { judgePackage } from "../../src/judge.js";
import { openPackage } from "../../src/package-files/open-package.js";
import { installBunReleases } from "./bun-releases.js";

/**
 * The regression that truncated the plugin, with the bundler that has it: Bun 1.3.10 to 1.3.14 and 1.4.0 drop
 * every module behind `export { x } from` of an entry without exports of its own, and report success.
 */
const broken = "1.3.13";
const repaired = "1.4.5";

/** Entries of a package marked as free of side effects. */
const entries = {
  "one re-export": 'export { a } from "./a";\n',
  "the plugin's: named, default and star": 'export { a, a as default } from "./a";\nexport * from "./b";\n',
} as const;

const modules = { "src/a.ts": "export const a = 1;\n", "src/b.ts": "export const b = 2;\n" };

type Format = "esm" | "cjs";

let folder = "";
let buns: Record<typeof broken | typeof repaired, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-check-bun-"));
  buns = await installBunReleases(folder, [broken, repaired]);
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function build(entry: string, format: Format, bun: string): Promise<{ path: string; output: string }> {
  const path = await mkdtemp(join(folder, "package-"));
  const extension = format === "esm" ? "mjs" : "cjs";
  const manifest = {
    name: "barrel",
    version: "1.0.0",
    sideEffects: false,
    exports: `./dist/index.${extension}`,
  };
  const files = { "package.json": JSON.stringify(manifest), "src/index.ts": entry, ...modules };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  // Rejects unless the build reports success.
  const { stdout } = await promisify(execFile)(
    bun,
    ["build", "src/index.ts", "--outdir=dist", `--format=${format}`, `--entry-naming=index.${extension}`],
    { cwd: path },
  );
  expect(stdout).toMatch(/Bundled \d+ module/);
  return { path, output: await readFile(join(path, "dist", `index.${extension}`), "utf8") };
}

async function judge(path: string): Promise<readonly Finding[]> {
  const { target, files } = await openPackage(path, { asIs: true });
  return judgePackage(files, target, { configuration: emptyConfiguration }).findings;
}

describe.each(Object.entries(entries))("%s", (_name, entry) => {
  it.each(["esm", "cjs"] as const)(
    `%s: refused when built by Bun ${broken}, which reports success`,
    async (format) => {
      const { path, output } = await build(entry, format, buns[broken]);
      expect(output).not.toContain("= 1");
      const findings = await judge(path);
      const lost =
        format === "esm"
          ? { rule: "undeclared-export", args: expect.objectContaining({ exportedName: "a" }) }
          : {
              rule: "undeclared-reference",
              args: expect.objectContaining({ name: "import_a", evaluatedAt: "export-getter" }),
            };
      expect(findings).toContainEqual(expect.objectContaining({ severity: "error", ...lost }));
      expect(findings).toContainEqual(expect.objectContaining({ severity: "error", rule: "truncated" }));
    },
  );

  it.each(["esm", "cjs"] as const)(`%s: clean when built by Bun ${repaired}`, async (format) => {
    const { path, output } = await build(entry, format, buns[repaired]);
    expect(output).toContain("= 1");
    expect(await judge(path)).toEqual([]);
  });
});
