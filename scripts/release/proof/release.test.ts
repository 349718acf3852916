/**
 * A whole release against a real registry: a scratch clone of this repository takes its pending changesets in, passes
 * the gate, and is published; before that, everything that has to stop a publish is tried and seen to stop it. The
 * tests build on each other, in this order.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseReport } from "../report/read-report.ts";
import type { CommandResult } from "../run-command.ts";
import { converseAfter } from "./testing/conversation.ts";
import { startFailingRegistry } from "./testing/failing-registry.ts";
import { freePort, type Registry, startRegistry } from "./testing/registry.ts";
import { createScratchClone, type ScratchClone } from "./testing/scratch-clone.ts";

let clone: ScratchClone;
let registry: Registry;
let released: string;
const tarballs = [
  "gate-report/tarballs/bundle-check/elizaos-bundle-check-0.1.0-alpha.1.tgz",
  "gate-report/tarballs/plugin/elizaos-plugin-openrouter-2.0.0-alpha.14.tgz",
] as const;
const publishedFiles = ["bundle-check-0.1.0-alpha.1.tgz", "plugin-openrouter-2.0.0-alpha.14.tgz"];

beforeAll(async () => {
  [clone, registry] = await Promise.all([createScratchClone(), startRegistry()]);
});
afterAll(async () => {
  await registry.close();
  clone.remove();
});

const read = (path: string): string => readFileSync(join(clone.root, path), "utf8");
const head = async (): Promise<string> => (await clone.mustRun("git", ["rev-parse", "HEAD"])).trim();

function release(
  options: readonly string[] = [],
  environment = registry.environment,
): Promise<CommandResult> {
  return clone.run("bun", ["run", "--silent", "release", ...options], { environment });
}

function expectRefused({ exitCode, stdout, stderr }: CommandResult, why: RegExp, code = 1): void {
  expect(stdout + stderr).toMatch(why);
  expect(exitCode, stdout + stderr).toBe(code);
  expect(registry.published()).toEqual([]);
}

/** What the release workflow would do next. */
async function due(): Promise<string> {
  const options = { environment: registry.environment };
  return (await clone.mustRun("node", ["scripts/release/what-is-due.ts"], options))
    .split("\n")
    .slice(-3)
    .join(" ")
    .trim();
}

describe("the versions", () => {
  it("are due first", async () => {
    expect(await due()).toBe("pending=true release=false");
  });

  it("are taken in by `bun run version`: packages, changelogs, the root's pin, its policy and the lockfile", async () => {
    await clone.mustRun("bun", ["run", "version"]);
    expect(JSON.parse(read("packages/plugin/package.json")).version).toBe("2.0.0-alpha.14");
    expect(JSON.parse(read("packages/bundle-check/package.json")).version).toBe("0.1.0-alpha.1");
    expect(read("packages/plugin/CHANGELOG.md")).toContain("## 2.0.0-alpha.14");
    expect(JSON.parse(read("package.json")).dependencies["@elizaos/plugin-openrouter"]).toBe(
      "2.0.0-alpha.14",
    );
    expect(read("scripts/pin-check/pins.json")).toContain('"version": "2.0.0-alpha.14"');
    expect(read("bun.lock")).toContain('"@elizaos/plugin-openrouter": "2.0.0-alpha.14"');
    expect(read("bun.lock")).toContain('["@elizaos/plugin-openrouter@workspace:packages/plugin"');
    await clone.commit("Version packages");
    released = await head();
    expect(await due()).toBe("pending=false release=true");
  }, 240_000);

  it("leave the root with the plugin of this tree, never with the truncated one from the registry", async () => {
    await clone.mustRun("bun", ["install", "--frozen-lockfile"]);
    const resolved = "console.log(require.resolve('@elizaos/plugin-openrouter'))";
    expect(await clone.mustRun("node", ["-e", resolved])).toContain("/packages/plugin/dist/");
  });

  it("are not taken in twice", async () => {
    const { exitCode, stderr } = await clone.run("bun", ["run", "version"]);
    expect(stderr).toContain("no pending changeset");
    expect(exitCode).toBe(2);
  });
});

describe("the gate", () => {
  it("has to be passed first", async () => {
    expectRefused(await release(), /There is no gate report/);
  });

  it("opens, and writes down the bytes, the tools, the commit and where the time went", async () => {
    const stepSummary = join(mkdtempSync(join(tmpdir(), "step-summary-")), "summary.md");
    const { exitCode, stdout, stderr } = await clone.run("bun", ["run", "gate"], {
      environment: { GITHUB_STEP_SUMMARY: stepSummary },
      timeout: 600_000,
    });
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toContain("GATE OPEN");
    expect(stdout).toMatch(/^together +\d+\.\d$/m);
    const report = parseReport(JSON.parse(read("gate-report/report.json")));
    expect(report).toMatchObject({
      verdict: "open",
      releasable: true,
      git: { commit: released, changes: [] },
    });
    expect(Object.keys(report.tools)).toEqual(["node", "bun", "npm", "git", "bundle-check"]);
    expect(report.packages.map(({ tarball }) => `gate-report/${tarball.path}`)).toEqual(tarballs);
    expect(read("gate-report/summary.md")).toContain("GATE OPEN");
    expect(readFileSync(stepSummary, "utf8").trim()).toBe(read("gate-report/summary.md").trim());
    // The report itself is no change of the tree.
    expect(await clone.mustRun("git", ["status", "--porcelain"])).toBe("");
  }, 600_000);
});

describe("a release is refused, and nothing appears in the registry,", () => {
  afterEach(() => clone.reset(released));

  it("when a file was changed after the gate", async () => {
    clone.edit("packages/plugin/README.md", (text) => `${text}\nMore.\n`);
    expectRefused(await release(), /The tree is dirty: packages\/plugin\/README\.md/);
  });

  it("when the report is of another commit", async () => {
    await clone.commit("Something later");
    expectRefused(await release(), /The gate report is about commit [0-9a-f]{40}, not/);
  });

  it.each(tarballs)("when one byte of %s was altered", async (path) => {
    const file = join(clone.root, path);
    const good = readFileSync(file);
    const altered = Buffer.from(good);
    altered.writeUInt8(altered.readUInt8(1000) ^ 1, 1000);
    writeFileSync(file, altered);
    expectRefused(await release(), /was altered after it passed the gate/);
    writeFileSync(file, good);
  });

  it("with a pending changeset", async () => {
    writeFileSync(
      join(clone.root, ".changeset", "later.md"),
      '---\n"@elizaos/plugin-openrouter": patch\n---\n\nLater.\n',
    );
    await clone.commit("A changeset");
    expectRefused(await release(), /1 changesets are pending \(later\.md\)/);
  });

  it("with a version that was written by hand", async () => {
    clone.edit("packages/plugin/package.json", (text) =>
      text.replace('"2.0.0-alpha.14"', '"2.0.0-alpha.15"'),
    );
    await clone.commit("A version by hand");
    expectRefused(await release(), /CHANGELOG\.md has no section for 2\.0\.0-alpha\.15/);
  });

  it.each(["latest", "next"])("under the dist-tag %s", async (tag) => {
    expectRefused(await release(["--tag", tag]), /belongs under the dist-tag "alpha"/);
  });

  it("with a report that somebody edited into something unreadable", async () => {
    const report = read("gate-report/report.json");
    writeFileSync(join(clone.root, "gate-report/report.json"), report.slice(0, 100));
    expectRefused(await release(), /is no gate report/, 2);
    writeFileSync(join(clone.root, "gate-report/report.json"), report);
  });

  it("with an option it does not know", async () => {
    expectRefused(await release(["--force"]), /--help/, 2);
  });

  it("when the registry is down", async () => {
    const url = `http://127.0.0.1:${await freePort()}/`;
    const result = await release([], { ...registry.environment, npm_config_registry: url });
    expectRefused(result, /the registry is out of reach \(ECONNREFUSED\)/, 2);
  });

  it.each([
    ["status 500", /a failure of its own \(E500\)/],
    ["no answer", /did not answer/],
  ] as const)("when the registry gives %s", async (how, why) => {
    const failing = await startFailingRegistry(how);
    const environment = { ...registry.environment, npm_config_registry: failing.url };
    expectRefused(await release(["--timeout", "6"], environment), why, 2);
    await failing.close();
  });

  it("when the login has expired, and the token is in no output", async () => {
    const other = await startRegistry({ loginLasts: "1s" });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { BUN_CONFIG_TOKEN: token = "" } = other.environment;
    const result = await release([], { ...other.environment, NODE_AUTH_TOKEN: token });
    expectRefused(result, /token is missing, wrong or expired/, 2);
    expect(token.length).toBeGreaterThan(20);
    expect(result.stdout + result.stderr).not.toContain(token);
    expect(other.published()).toEqual([]);
    await other.close();
  });
});

describe("a bare publish in the package's folder", () => {
  const commands: [string, string[]][] = [
    ["npm", ["publish"]],
    ["bun", ["publish"]],
    ["npm", ["publish", "--tag", "latest"]],
  ];

  it.each(commands)("is shut for a changed file: %s %j", async (command, argumentList) => {
    const bundle = join(clone.root, "packages/plugin/dist/node/index.node.js");
    const good = readFileSync(bundle, "utf8");
    writeFileSync(bundle, good.slice(0, good.length / 2));
    const result = await clone.run(command, argumentList, {
      directory: "packages/plugin",
      environment: registry.environment,
    });
    writeFileSync(bundle, good);
    expect(result.exitCode).not.toBe(0);
    expect(result.stdout + result.stderr).toMatch(
      /dist\/node\/index\.node\.js is not the file that passed the gate/,
    );
    expect(result.stdout + result.stderr).toContain("PUBLISH REFUSED");
    expect(registry.published()).toEqual([]);
  });

  it("is shut for a change that bundle-check cannot see, in either package", async () => {
    for (const [directory, file] of [
      ["packages/plugin", "dist/chunks/LICENSES.txt"],
      ["packages/bundle-check", "dist/index.js"],
    ] as const) {
      const path = join(clone.root, directory, file);
      const good = readFileSync(path, "utf8");
      writeFileSync(path, `${good}\n`);
      const result = await clone.run("npm", ["publish"], { directory, environment: registry.environment });
      writeFileSync(path, good);
      expect(result.stderr).toContain(`${file} is not the file that passed the gate`);
      expect(result.exitCode).not.toBe(0);
    }
    expect(registry.published()).toEqual([]);
  });

  it("is shut without a report, also through `changeset publish`", async () => {
    const report = read("gate-report/report.json");
    rmSync(join(clone.root, "gate-report/report.json"));
    try {
      for (const [command, argumentList, directory, why] of [
        ["npm", ["publish"], "packages/plugin", "There is no gate report"],
        ["bun", ["publish"], "packages/bundle-check", "There is no gate report"],
        // It keeps to itself what the hooks say.
        ["changeset", ["publish"], ".", "failed to publish"],
      ] as const) {
        const result = await clone.run(command, argumentList, {
          directory,
          environment: registry.environment,
        });
        expect(result.stdout + result.stderr, command).toContain(why);
        expect(result.exitCode, command).not.toBe(0);
      }
    } finally {
      writeFileSync(join(clone.root, "gate-report/report.json"), report);
    }
    expect(registry.published()).toEqual([]);
  });

  it("lets exactly the files through that passed", async () => {
    const result = await clone.run("bun", ["run", "prepublishOnly"], { directory: "packages/plugin" });
    expect(result.stderr).toContain("These are the files that passed the gate on this commit.");
    expect(result.exitCode).toBe(0);
  });
});

describe("the release", () => {
  it("can be rehearsed", async () => {
    const { exitCode, stdout } = await release(["--dry-run"]);
    expect(stdout).toContain('@elizaos/plugin-openrouter@2.0.0-alpha.14: would be published under "alpha"');
    expect(exitCode).toBe(0);
    expect(registry.published()).toEqual([]);
  });

  it("leaves a clean state when it is killed between two packages", async () => {
    const child = spawn("node", ["scripts/release/release.ts"], {
      cwd: clone.root,
      env: { ...process.env, ...registry.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    await new Promise<void>((done) => {
      child.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes(': published under "alpha"')) child.kill("SIGKILL");
      });
      child.once("exit", () => done());
    });
    expect(registry.published()).toEqual(publishedFiles.slice(0, 1));
  });

  it("goes on where it was killed, publishes each version once, and moves no `latest`", async () => {
    const { exitCode, stdout, stderr } = await release();
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toContain(
      "@elizaos/bundle-check@0.1.0-alpha.1: already on the registry, with exactly these bytes",
    );
    expect(stdout).toContain('@elizaos/plugin-openrouter@2.0.0-alpha.14: published under "alpha"');
    expect(stdout).toMatch(/"latest" stays \d/);
    expect(registry.published()).toEqual(publishedFiles);
  });

  it("is not done a second time", async () => {
    const result = await release();
    expect(result.stdout).toContain("Nothing is left to publish");
    expect(await due()).toBe("pending=false release=false");
    expect(result.exitCode).toBe(1);
    expect(registry.published()).toEqual(publishedFiles);
  });

  it("put exactly the bytes there that passed the gate", async () => {
    const report = parseReport(JSON.parse(read("gate-report/report.json")));
    for (const { name, version, tarball } of report.packages) {
      const view = ["view", `${name}@${version}`, "dist.integrity"];
      const integrity = await clone.mustRun("npm", view, { environment: registry.environment });
      expect(integrity.trim()).toBe(tarball.integrity);
      const tags = await clone.mustRun("npm", ["dist-tag", "ls", name], {
        environment: registry.environment,
      });
      expect(tags).toContain(`alpha: ${version}`);
    }
  });

  it.each([
    ["npm", "npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--engine-strict=false"]],
    ["Bun", "bun", ["install", "--ignore-scripts"]],
    ["pnpm", "npx", ["-y", "pnpm@10.34.9", "install", "--ignore-scripts"]],
  ])(
    "is installed from that registry with %s and talks",
    async (_, command, argumentList) => {
      const answer = await converseAfter(
        clone,
        [command, argumentList],
        "2.0.0-alpha.14",
        registry.environment,
      );
      expect(answer).toBe('["Hello!"]');
    },
    300_000,
  );
});
