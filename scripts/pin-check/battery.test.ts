import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { battery } from "./battery/battery.ts";
import { within } from "./battery/within-repository.ts";
import { checkRepository } from "./testing/run-pin-check.ts";

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

describe("under Bun, which runs the command and is not what runs these tests", () => {
  it("every repository gets the same exit code, all in one process", () => {
    const runner = join(import.meta.dirname, "battery", "run-battery.ts");
    const { status, stdout, stderr } = spawnSync("bun", [runner], { encoding: "utf8", maxBuffer: 1e8 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const exitCodes: Record<string, number> = JSON.parse(stdout);
    const expected = Object.values(battery).flat();
    expect(exitCodes).toEqual(Object.fromEntries(expected.map(({ name, exit }) => [name, exit])));
  });
});
