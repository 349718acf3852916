import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { repositoryFiles } from "./tracked-files.ts";

interface TaskRunner {
  readonly tasks: Readonly<Record<string, { readonly outputs?: readonly string[] }>>;
}
const runner: TaskRunner = JSON.parse(readFileSync("turbo.json", "utf8"));
const root: { scripts: Readonly<Record<string, string>> } = JSON.parse(readFileSync("package.json", "utf8"));

describe("turbo", () => {
  it("is never started without telemetry switched off", () => {
    for (const script of Object.values(root.scripts).filter((text) => /\bturbo\b/.test(text))) {
      expect(script).toMatch(/^TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 turbo run /);
    }
    const starters = repositoryFiles()
      .filter((path) => /^scripts\/.*(?<!\.test)\.ts$/.test(path))
      .map((path) => readFileSync(path, "utf8"))
      .filter((text) => /spawn\w*\("turbo"/.test(text));
    expect(starters).toHaveLength(1);
    for (const text of starters) expect(text).toContain('TURBO_TELEMETRY_DISABLED: "1"');
  });

  it("runs root tasks that exist", () => {
    const rootTasks = Object.keys(runner.tasks).filter((task) => task.startsWith("//#"));
    expect(rootTasks.length).toBeGreaterThan(0);
    for (const task of rootTasks) expect(root.scripts).toHaveProperty(task.slice("//#".length));
  });

  it("keeps the reports of tests, so that a replayed task still counts", () => {
    for (const task of ["test", "//#test:repository"])
      expect(runner.tasks[task]?.outputs).toContain("test-results/**");
  });
});

describe("the test script of every package", () => {
  const manifests = repositoryFiles().filter((path) =>
    /^(?:packages\/[^/]+|bench)\/package\.json$/.test(path),
  );

  it.each(manifests)("%s is plain vitest, or absent, so that it takes the arguments of verify", (path) => {
    const { scripts }: { scripts?: Record<string, string> } = JSON.parse(readFileSync(path, "utf8"));
    expect([undefined, "vitest run"]).toContain(scripts?.test);
  });
});
