import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTrackedFiles } from "../../src/cli/tracked-files.js";
import { createWorkspace, type Workspace } from "./sample-packages.js";

let workspace: Workspace;

beforeAll(() => {
  workspace = createWorkspace();
  const git = (...argv: string[]) => execFileSync("git", argv, { cwd: workspace.path, stdio: "ignore" });
  git("init");
  mkdirSync(join(workspace.path, "lib"));
  for (const file of ["lib/kept é\n.js", "lib/built.js"]) writeFileSync(join(workspace.path, file), "");
  git("add", "lib/kept é\n.js");
});
afterAll(() => workspace.remove());

describe("tracked files", () => {
  it("tells what git has from what it has not", () => {
    const isTracked = createTrackedFiles();
    expect(isTracked(join(workspace.path, "lib/kept é\n.js"))).toBe(true);
    expect(isTracked(join(workspace.path, "lib/built.js"))).toBe(false);
    expect(isTracked(join(workspace.path, "nowhere/x.js"))).toBe(false);
  });

  it("does not run what the repository's configuration asks for", () => {
    const proof = join(workspace.path, "proof");
    const hook = join(workspace.path, "hook.sh");
    writeFileSync(hook, `#!/bin/sh\ntouch '${proof}'\n`, { mode: 0o755 });
    execFileSync("git", ["config", "core.fsmonitor", hook], { cwd: workspace.path });
    expect(createTrackedFiles()(join(workspace.path, "lib/kept é\n.js"))).toBe(true);
    expect(existsSync(proof)).toBe(false);
  });
});
