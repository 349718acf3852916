import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bunCases } from "./battery/adversaries/bun.ts";
import { twistedManifestCases } from "./battery/adversaries/manifests.ts";
import { npmCases } from "./battery/adversaries/npm.ts";
import { pnpmCases } from "./battery/adversaries/pnpm.ts";
import { yarnCases } from "./battery/adversaries/yarn.ts";
import type { BatteryCase } from "./battery/battery-case.ts";
import { lockfileCases } from "./battery/lockfiles.ts";
import { manifestCases } from "./battery/manifests.ts";
import { realLockfileCases } from "./battery/real-lockfiles.ts";
import { scanCases } from "./battery/scanned-manifests.ts";
import { specifierCases } from "./battery/specifiers.ts";
import { unreadableCases, versionCases } from "./battery/unreadable.ts";
import { workspaceCases } from "./battery/workspaces.ts";
import { checkRepository } from "./testing/run-pin-check.ts";

const battery: Readonly<Record<string, readonly BatteryCase[]>> = {
  specifiers: specifierCases,
  manifests: manifestCases,
  workspaces: workspaceCases,
  "scanned manifests": scanCases,
  lockfiles: lockfileCases,
  "versions of bun.lock": versionCases,
  unreadable: unreadableCases,
  adversaries: [...bunCases, ...npmCases, ...pnpmCases, ...yarnCases, ...twistedManifestCases],
  "real lockfiles": realLockfileCases,
};

async function within<Result>({ files }: BatteryCase, use: (root: string) => Promise<Result> | Result) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pin-check-battery-")));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("the battery", () => {
  const all = Object.values(battery).flat();

  it("has enough of each kind, and each once", () => {
    expect(all.filter(({ exit }) => exit !== 0).length).toBeGreaterThan(120);
    expect(all.filter(({ exit }) => exit === 0).length).toBeGreaterThan(60);
    const names = all.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe.each(Object.entries(battery))("%s", (_group, cases) => {
  it.each(cases)("$exit: $name", async (repository) => {
    const { exitCode, report } = await within(repository, (root) => checkRepository(root));
    const said = report.findings.map(({ rule, severity, file, keyPath }) => ({
      rule,
      severity,
      file,
      keyPath,
    }));
    expect({ exit: exitCode, said }).toMatchObject({ exit: repository.exit });
    const { rule, key, file } = repository;
    if (rule !== undefined) expect(said.map((finding) => finding.rule)).toContain(rule);
    if (key !== undefined) expect(said.flatMap(({ keyPath }) => keyPath)).toContain(key);
    if (file !== undefined) expect(said.map((finding) => finding.file)).toContain(file);
  });
});

describe("the command itself", () => {
  const main = join(import.meta.dirname, "main.ts");
  const all = Object.values(battery).flat();
  /** Every so often one, of each exit code. */
  const some = [0, 1, 2].flatMap((exit) => {
    const cases = all.filter((each) => each.exit === exit);
    return [0.1, 0.4, 0.7, 0.95].flatMap((share) => cases.at(Math.floor(share * cases.length)) ?? []);
  });

  it.each(some)("ends with $exit and writes nothing: $name", async (repository) => {
    await within(repository, (root) => {
      const parameters = [main, "--root", root, "--no-artifact"];
      const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8" });
      expect({ status, stdout, stderr }).toMatchObject({ status: repository.exit });
      const left = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      const paths = left.map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
      expect(paths.sort()).toEqual(Object.keys(repository.files).sort());
      for (const [path, content] of Object.entries(repository.files)) {
        expect(readFileSync(join(root, path)).equals(Buffer.from(content))).toBe(true);
      }
    });
  });
});
