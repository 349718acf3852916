import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mentionedCommands, mentionedPaths, mentionedScripts } from "./mentions.ts";
import { repositoryFiles, textFiles } from "./tracked-files.ts";

const manifest: { packageManager: string } = JSON.parse(readFileSync("package.json", "utf8"));
/** Scripts of the root, and of any package: documents also tell what to call inside one. */
const scripts = new Set(
  repositoryFiles()
    .filter((path) => /^(?:packages\/[^/]+\/)?package\.json$/.test(path))
    .flatMap((path) => Object.keys(JSON.parse(readFileSync(path, "utf8")).scripts ?? {})),
);
const maps = ["README.md", "AGENTS.md", "CONTRIBUTING.md"];
// The pages of the rules are about other people's packages, and so are the commands they name.
const documents = repositoryFiles().filter(
  (path) => path.endsWith(".md") && !/^(?:packages|docs\/rules)\//.test(path),
);
const read = (path: string): string => readFileSync(path, "utf8");

describe.each(maps)("%s", (map) => {
  it("names only paths that exist", () => {
    const paths = mentionedPaths(read(map));
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe("every document", () => {
  it.each(documents)("%s names only scripts that exist", (path) => {
    expect(mentionedScripts(read(path)).filter((name) => !scripts.has(name))).toEqual([]);
  });

  it("names the set-up commands with the Bun version of packageManager", () => {
    const places = textFiles(repositoryFiles().filter((path) => /\.(?:md|yml)$|^\.ci\//.test(path)));
    const commands = places.flatMap(({ text }) => mentionedCommands(text));
    expect(commands.length).toBeGreaterThan(4);
    for (const command of commands) expect(command).toContain(`npx -y ${manifest.packageManager} `);
  });
});

describe("the README", () => {
  const firstScreen = read("README.md").split("\n").slice(0, 25).join("\n");

  it("shows exactly two commands on its first screen", () => {
    const commands = mentionedCommands(firstScreen);
    expect(new Set(commands)).toEqual(
      new Set([`npx -y ${manifest.packageManager} run gate`, `npx -y ${manifest.packageManager} run verify`]),
    );
  });

  it("shows the commands that CI runs", () => {
    const inCi = read(".ci/run")
      .split("\n")
      .filter((line) => line.startsWith("run "))
      .flatMap(mentionedCommands);
    expect(inCi).toEqual([
      `npx -y ${manifest.packageManager} run verify`,
      `npx -y ${manifest.packageManager} run gate`,
    ]);
    for (const command of inCi) expect(firstScreen).toContain(command);
  });
});

describe("CLAUDE.md", () => {
  it("is nothing but a pointer to AGENTS.md", () => {
    expect(read("CLAUDE.md")).toBe("@AGENTS.md\n");
  });
});
