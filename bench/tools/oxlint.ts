import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import type { Host } from "../mutants/host.ts";

const command = join(dirname(fileURLToPath(import.meta.resolve("oxlint/package.json"))), "bin/oxlint");

/** oxlint with no-undef and the usual environments over the root entries that are there, and the damaged chunks. */
export async function findWithOxlint(files: PackageFiles, host: Host): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), "oxlint-"));
  try {
    const modules = [...host.entries, ...host.chunks]
      .map(({ path }) => path)
      .filter((path) => files.has(path));
    if (modules.length === 0) return new Set();
    for (const path of [...(files.has("package.json") ? ["package.json"] : []), ...modules]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), files.bytes(path));
    }
    const config = join(folder, ".oxlintrc.json");
    const env = { node: true, browser: true, commonjs: true, es2026: true, worker: true };
    writeFileSync(
      config,
      JSON.stringify({ env, categories: { correctness: "off" }, rules: { "no-undef": "error" } }),
    );
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.env.NODE ?? "node",
        [command, "-c", config, "--no-ignore", "--format", "json", folder],
        { cwd: folder, maxBuffer: 100_000_000 },
        (_error, stdout) => resolve(stdout),
      );
    });
    // It looks at no minified files.
    if (output.startsWith("No files found")) return new Set();
    const { diagnostics } = JSON.parse(output) as { diagnostics: { message: string; filename: string }[] };
    return new Set(diagnostics.map(({ message, filename }) => `${filename}: ${message}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
