import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repositoryFiles } from "./tracked-files.ts";

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "changesets-"));
  for (const path of repositoryFiles().filter((file) =>
    /(?:^|\/)package\.json$|^\.changeset\/|^bun\.lock$/.test(file),
  )) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    cpSync(path, join(scratch, path));
  }
  symlinkSync(resolve("node_modules"), join(scratch, "node_modules"));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function run(command: string, ...argumentList: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, argumentList, { cwd: scratch, encoding: "utf8" });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

function manifest(path: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(scratch, path, "package.json"), "utf8"));
}

describe("the pending changesets", () => {
  it("count up the alpha of each published package, and the root's exact pin with them", () => {
    const before = manifest("packages/plugin").version;
    expect(manifest(".").dependencies?.["@elizaos/plugin-openrouter"]).toBe(before);

    run(process.execPath, resolve("node_modules/@changesets/cli/bin.js"), "version");

    const [, line, alpha] = /^(\d+\.\d+\.\d+)-alpha\.(\d+)$/.exec(before) ?? [];
    const next = `${line}-alpha.${Number(alpha) + 1}`;
    expect(manifest("packages/plugin").version).toBe(next);
    expect(manifest(".").dependencies?.["@elizaos/plugin-openrouter"]).toBe(next);
    expect(manifest("packages/bundle-check").version).toMatch(/^0\.1\.0-alpha\.\d+$/);
    expect(readFileSync(join(scratch, "packages/plugin/CHANGELOG.md"), "utf8")).toContain(`## ${next}`);
  });
});

describe("a pull request", () => {
  /** Says what CI's command says of a branch on which these files were changed. */
  function statusAfter(files: Readonly<Record<string, string>>): { status: number | null; output: string } {
    const git = (...argumentList: string[]): string =>
      run(
        "git",
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.com",
        "-c",
        "commit.gpgsign=false",
        ...argumentList,
      );
    // The repository's own changesets would speak for the packages on this branch too.
    for (const path of repositoryFiles().filter((file) => /^\.changeset\/(?!README).*\.md$/.test(file))) {
      rmSync(join(scratch, path));
    }
    writeFileSync(join(scratch, ".gitignore"), "node_modules\n");
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "main");
    git("switch", "--quiet", "--create", "topic");
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true });
      writeFileSync(join(scratch, path), text);
    }
    git("add", "--all");
    git("commit", "--quiet", "--message", "topic");
    const cli = resolve("node_modules/@changesets/cli/bin.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "status", "--since=main"], {
      cwd: scratch,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  }
  const changeset = { ".changeset/new.md": '---\n"@elizaos/plugin-openrouter": patch\n---\n\nNew.\n' };

  it.each(["packages/plugin/src/new.ts", "packages/bundle-check/bin/new.js", "packages/plugin/build.ts"])(
    "that changes %s without a changeset fails",
    (path) => {
      const { status, output } = statusAfter({ [path]: "export {};\n" });
      expect(output).toContain("no changesets were found");
      expect(status).toBe(1);
    },
  );

  it("passes with one", () => {
    expect(statusAfter({ "packages/plugin/src/new.ts": "export {};\n", ...changeset }).status).toBe(0);
  });

  it.each([
    "packages/plugin/test/new.test.ts",
    "packages/openrouter-sim/src/new.ts",
    "docs/new.md",
    "scripts/new.ts",
  ])("that changes only %s needs none", (path) => {
    const { status, output } = statusAfter({ [path]: "export {};\n" });
    expect(status, output).toBe(0);
  });

  it("is asked by CI with the same command", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(scripts["changeset:status"]).toContain("changeset status --since=origin/main");
    expect(readFileSync(".github/workflows/ci.yml", "utf8")).toContain("run changeset:status");
  });
});
