import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import { openRepository } from "../repository/repository-files.ts";
import { npmLock } from "../testing/lockfiles.ts";
import { checkRepository, runPinCheck } from "../testing/run-pin-check.ts";
import { scratchRepository, writeFiles } from "../testing/scratch-repository.ts";
import { prepareBump } from "./bump.ts";

/** Two versions of a small package that will never change again. */
const from = {
  version: "1.2.0",
  integrity:
    "sha512-OQadpCyFCT/VLniZQgym8d3/ofIJtuZyw2ibsVeIUOexKgW/osn8+mMFJbwGMPeDC4GnLzD8q115WPCDx4YRWg==",
};
const to = {
  version: "1.3.0",
  integrity:
    "sha512-XI5MPzVNApjAyhQzphX8BkmKsKUxD4LdyK24iZeQGinBN9yTQT3bFlCBy/aVx2HrNcqQGsdot8ghrjyrvMCoEA==",
};

/** Written in a way that no program writes it. */
const rootManifest = `{
    "name": "consumer", "private": true,
    "dependencies": { "left-pad":   "1.2.0" },
    "overrides": {"left-pad": "1.2.0"},
    "workspaces": ["packages/*"]
}`;
const memberManifest =
  '{"name":"a","version":"1.0.0","dependencies":{"left-pad":"=1.2.0","padding":"npm:left-pad@1.2.0"}}';
const policyText = `{ "pins": [ { "package": "left-pad", "version": "1.2.0", "integrity": "${from.integrity}", "denied": ["1.1.3"] } ] }`;

function npmConsumer(): string {
  const left = { "left-pad": "1.2.0" };
  const { version, integrity } = from;
  const resolved = `https://registry.npmjs.org/left-pad/-/left-pad-${version}.tgz`;
  return scratchRepository({
    "package.json": rootManifest,
    "packages/a/package.json": memberManifest,
    "package-lock.json": npmLock(
      {
        "": { name: "consumer", workspaces: ["packages/*"], dependencies: left },
        "packages/a": {
          name: "a",
          version: "1.0.0",
          dependencies: { "left-pad": "=1.2.0", padding: "npm:left-pad@1.2.0" },
        },
      },
      {
        "node_modules/a": { resolved: "packages/a", link: true },
        "node_modules/left-pad": { version, resolved, integrity },
        "node_modules/padding": { name: "left-pad", version, resolved, integrity },
      },
    ),
    "pins.json": policyText,
    ".changeset/config.json": {},
  });
}

function contents(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]),
  );
}

describe("moving the pin of a consumer", () => {
  it("shows, then writes policy, manifests, lockfile and a changeset", async () => {
    const root = npmConsumer();
    expect((await checkRepository(root)).exitCode).toBe(0);
    const before = contents(root);

    const dry = await runPinCheck(["bump", to.version, "--root", root, "--dry-run"]);
    expect(dry).toMatchObject({ exitCode: 0 });
    expect(dry.stdout).toContain('-    "dependencies": { "left-pad":   "1.2.0" },');
    expect(dry.stdout).toContain('+    "dependencies": { "left-pad":   "1.3.0" },');
    expect(contents(root)).toEqual(before);

    const json = await runPinCheck(["bump", to.version, "--root", root, "--dry-run", "--format", "json"]);
    const planned: { outcome: string; files: { path: string }[] } = JSON.parse(json.stdout);
    expect(planned.outcome).toBe("planned");
    expect(planned.files.map(({ path }) => path)).toContain("package-lock.json");
    expect(contents(root)).toEqual(before);

    const { exitCode, stdout } = await runPinCheck(["bump", to.version, "--root", root]);
    expect(stdout).toContain("left-pad is pinned to 1.3.0");
    expect(exitCode).toBe(0);
    const after = contents(root);
    expect(after["package.json"]).toBe(rootManifest.replaceAll("1.2.0", "1.3.0"));
    expect(after["packages/a/package.json"]).toBe(
      memberManifest
        .replace("=1.2.0", "1.3.0")
        .replace("@1.2.0", "@1.3.0")
        .replace('"left-pad":"1.3.0"', '"left-pad":"=1.3.0"'),
    );
    expect(after["pins.json"]).toBe(
      policyText.replace('"version": "1.2.0"', '"version": "1.3.0"').replace(from.integrity, to.integrity),
    );
    expect(after["package-lock.json"]).toContain(to.integrity);
    expect(after["package-lock.json"]).not.toContain(from.integrity);
    expect(after[".changeset/pin-left-pad-1-3-0.md"]).toContain('"a": patch');
    expect(Object.keys(after).sort()).toEqual(
      [...Object.keys(before), ".changeset/pin-left-pad-1-3-0.md"].sort(),
    );
    expect((await checkRepository(root)).exitCode).toBe(0);
  });

  it("keeps a workspace in the lockfile whose folder is called as build output is", async () => {
    const root = npmConsumer();
    writeFiles(root, { "packages/dist/package.json": { name: "distribution", version: "1.0.0" } });
    const lockfile = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    lockfile.packages["packages/dist"] = { name: "distribution", version: "1.0.0" };
    lockfile.packages["node_modules/distribution"] = { resolved: "packages/dist", link: true };
    writeFiles(root, { "package-lock.json": lockfile });
    expect((await runPinCheck(["bump", to.version, "--root", root])).exitCode).toBe(0);
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    expect(Object.keys(packages)).toContain("packages/dist");
  });

  it("refuses when somebody else has written the lockfile meanwhile", async () => {
    const root = npmConsumer();
    const files = openRepository(root);
    const policy = findPolicy(files, null, root);
    const [pin] = policy.pins;
    if (pin === undefined) throw new Error("The policy has no pin.");
    const outcome = await prepareBump({
      root,
      pin,
      facts: await gatherFacts(files, policy),
      ...to,
      writesChangeset: false,
      onProgress: () => appendFileSync(join(root, "package-lock.json"), "\n"),
    });
    expect(outcome).toEqual({
      kind: "refused",
      reason: "package-lock.json was changed by somebody else meanwhile.",
    });
  });

  it.each([
    ["1.1.3", 1, "Denied"],
    ["9.9.9", 2, "9.9.9"],
    ["^1.3.0", 2, "no exact version"],
  ])("to %s writes nothing and ends with %i", async (version, expected, reason) => {
    const root = npmConsumer();
    const before = contents(root);
    const { exitCode, stdout, stderr } = await runPinCheck(["bump", version, "--root", root]);
    expect(exitCode).toBe(expected);
    expect(stdout + stderr).toContain(reason);
    expect(contents(root)).toEqual(before);
  });

  it("writes nothing when the pin would not hold afterwards", async () => {
    const root = scratchRepository({
      ...contents(npmConsumer()),
      // A workspace that nobody may move: it takes the package from git.
      "packages/b/package.json": { name: "b", dependencies: { padded: "github:left-pad/left-pad" } },
    });
    const before = contents(root);
    const { exitCode } = await runPinCheck(["bump", to.version, "--root", root]);
    expect(exitCode).toBe(1);
    expect(contents(root)).toEqual(before);
  });

  it("writes nothing outside of the repository", async () => {
    const root = npmConsumer();
    const policy = join(scratchRepository({ "policy.json": policyText }), "policy.json");
    const { exitCode, stderr } = await runPinCheck(["bump", to.version, "--root", root, "--policy", policy]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("nothing outside is written");
    expect(readFileSync(policy, "utf8")).toBe(policyText);
    expect(existsSync(join(root, "pins.json"))).toBe(true);
  });
});
