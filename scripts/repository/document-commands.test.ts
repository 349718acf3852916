import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createScratchClone, type ScratchClone } from "../release/proof/testing/scratch-clone.ts";
import { documentCommands } from "./document-commands.ts";
import { repositoryFiles } from "./tracked-files.ts";

/** The pages of the rules name other people's packages; snapshots and decisions are records. */
const documents = repositoryFiles().filter(
  (path) =>
    path.endsWith(".md") &&
    !/^(?:docs\/(?:rules|decisions)\/|\.changeset\/pre\/|packages\/[^/]+\/(?:test|src)\/|bench\/)/.test(path),
);
const commands = documents.flatMap((path) => documentCommands(path, readFileSync(path, "utf8")));
const runnable = commands.filter(({ noRun }) => noRun === undefined);

/** Commands that take long and are run by a test of their own, with the text in that test that runs them. */
const runElsewhere: Readonly<Record<string, readonly [test: string, text: string]>> = {
  "npx -y bun@1.4.5 run gate": ["scripts/release/proof/release.test.ts", '["run", "gate"]'],
  "npx -y bun@1.4.5 run gate --offline": [
    "scripts/release/proof/refused-builds.test.ts",
    'gate("--offline")',
  ],
  "npx -y bun@1.4.5 run version": ["scripts/release/proof/release.test.ts", '["run", "version"]'],
  "npx -y bun@1.4.5 run release": ["scripts/release/proof/release.test.ts", "await release()"],
  "npx -y bun@1.4.5 run release --dry-run": ["scripts/release/proof/release.test.ts", '["--dry-run"]'],
};
const unique = new Map(runnable.map((command) => [command.command, command]));
const here = [...unique.values()].filter(({ command }) => !(command in runElsewhere));
const guard = here.filter(({ command }) => /bundle-check /.test(`${command} `) && !command.includes("bun@"));
const scripts = here.filter((command) => !guard.includes(command));

describe("commands of the documents", () => {
  it("are there", () => {
    expect(guard.length).toBeGreaterThan(5);
    expect(scripts.length).toBeGreaterThan(3);
  });

  it("that no test runs have a reason", () => {
    for (const { noRun, document, line } of commands) {
      if (noRun !== undefined) expect(noRun.length, `${document}:${line}`).toBeGreaterThan(15);
    }
  });

  it.each(Object.entries(runElsewhere))("%s is run by the test that is named", (command, [test, text]) => {
    expect(unique.has(command), "no document has it any more").toBe(true);
    expect(readFileSync(test, "utf8")).toContain(text);
  });
});

/** Runs a line as it stands, in a shell, with the repository's commands first on PATH. */
function runLine(command: string, cwd: string): { status: number | null; output: string } {
  const path = [resolve("node_modules/.bin"), process.env.PATH].join(delimiter);
  // What `npm exec -c` tells its child would make another npm below it run that command instead of this one.
  const { npm_config_call: _call, npm_config_package: _package, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], {
    cwd,
    encoding: "utf8",
    timeout: 240_000,
    env: { ...inherited, PATH: path, GITHUB_STEP_SUMMARY: "" },
  });
  return { status, output: stdout + stderr };
}

describe("commands of bundle-check", () => {
  /** A package as its own author sees it, under the names that the documents use. */
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "documents-"));
    expect(
      runLine("npm pack left-pad@1.3.0 --silent && tar xzf left-pad-1.3.0.tgz --strip-components=1", folder)
        .status,
    ).toBe(0);
    cpSync(join(folder, "left-pad-1.3.0.tgz"), join(folder, "my-package-1.2.3.tgz"));
    rmSync(join(folder, "left-pad-1.3.0.tgz"));
    for (const copy of ["out", "packages/left-pad"]) {
      mkdirSync(join(folder, copy), { recursive: true });
      for (const file of ["package.json", "index.js", "index.d.ts", "README.md"])
        cpSync(join(folder, file), join(folder, copy, file));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(guard)("$document:$line $command", ({ command, exitCode }) => {
    const { status, output } = runLine(command, folder);
    expect(status, output).toBe(exitCode);
  });
});

describe("commands of the repository", () => {
  let clone: ScratchClone;
  beforeAll(async () => {
    clone = await createScratchClone();
    await clone.mustRun("bun", ["run", "--silent", "build"]);
  }, 600_000);
  afterAll(() => clone?.remove());

  it.each(scripts)(
    "$document:$line $command",
    ({ command, exitCode }) => {
      const { status, output } = runLine(command, clone.root);
      expect(status, output).toBe(exitCode);
    },
    300_000,
  );
});

describe("finding commands", () => {
  it("takes shell blocks only, with the exit code that the comment names and the reason before the block", () => {
    const text = [
      "`bun run gate` in prose",
      "```sh",
      "bundle-check x@1 # exits with 1",
      "npm ls",
      "npx -y bun@1.4.5 run gate --offline",
      "```",
      "<!-- no-run: it asks questions -->",
      "",
      "```sh",
      "bun run changeset",
      "```",
      "```sh",
      "bun run gate",
      "```",
      "```text",
      "bun run verify",
      "```",
    ].join("\n");
    expect(
      documentCommands("a.md", text).map(({ command, exitCode, noRun }) => [command, exitCode, noRun]),
    ).toEqual([
      ["bundle-check x@1", 1, undefined],
      ["npx -y bun@1.4.5 run gate --offline", 0, undefined],
      ["bun run changeset", 0, "it asks questions"],
      ["bun run gate", 0, undefined],
    ]);
  });
});
