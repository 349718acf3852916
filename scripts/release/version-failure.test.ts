import { execSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { adviceAfterFailure, restoringCommands } from "./version-failure.ts";

let folder: string;
const run = (command: string) => execSync(command, { cwd: folder, stdio: "pipe" });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "version-failure-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("what is to be done when the versions are half moved", () => {
  it("brings back the last commit, with the settings that git has by itself", () => {
    run("git init --quiet && git config user.name a && git config user.email a@localhost");
    writeFileSync(join(folder, "package.json"), "before");
    run("git add --all && git commit --quiet --message before");
    writeFileSync(join(folder, "package.json"), "after");
    writeFileSync(join(folder, "CHANGELOG.md"), "new");
    for (const command of restoringCommands) run(command);
    expect(readFileSync(join(folder, "package.json"), "utf8")).toBe("before");
    expect(existsSync(join(folder, "CHANGELOG.md"))).toBe(false);
  });

  it("warns of what else would go", () => {
    expect(adviceAfterFailure(true)).toContain(restoringCommands[1]);
    expect(adviceAfterFailure(true)).not.toContain("not committed");
    expect(adviceAfterFailure(false)).toContain("over changes that were not committed");
  });
});
