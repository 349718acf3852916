import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BatteryCase } from "./battery/battery-case.ts";
import { manifestCases } from "./battery/manifests.ts";
import { realLockfileCases } from "./battery/real-lockfiles.ts";
import { repositoryCases } from "./battery/repositories.ts";
import { specifierCases } from "./battery/specifiers.ts";
import { checkRepository } from "./testing/run-pin-check.ts";

const battery: Readonly<Record<string, readonly BatteryCase[]>> = {
  specifiers: specifierCases,
  manifests: manifestCases,
  repositories: repositoryCases,
  "real lockfiles": realLockfileCases,
};

async function judge({ files }: BatteryCase) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pin-check-battery-")));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return await checkRepository(root);
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
    const { exitCode, report } = await judge(repository);
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
