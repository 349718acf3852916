import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import type { Host } from "../mutants/host.ts";

const command = join(dirname(fileURLToPath(import.meta.resolve("oxlint/package.json"))), "bin/oxlint");

/** oxlint with no-undef and the usual environments over the root entries; true when it reports an error. */
export async function refusesWithOxlint(files: PackageFiles, host: Host): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "oxlint-"));
  try {
    for (const path of ["package.json", ...host.entries.map((entry) => entry.path)]) {
      if (!files.has(path)) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), files.bytes(path));
    }
    const config = join(folder, ".oxlintrc.json");
    const env = { node: true, browser: true, commonjs: true, es2026: true, worker: true };
    writeFileSync(
      config,
      JSON.stringify({ env, categories: { correctness: "off" }, rules: { "no-undef": "error" } }),
    );
    return await new Promise((resolve) => {
      execFile(
        process.env.NODE ?? "node",
        [command, "-c", config, "--no-ignore", folder],
        { cwd: folder },
        (error) => resolve(error !== null),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
