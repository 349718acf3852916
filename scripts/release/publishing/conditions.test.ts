import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tagFor } from "../dist-tag.ts";
import { integrityOf } from "../pack.ts";
import type { GateReport } from "../report/report.ts";
import { samplePackage, sampleReport } from "../report/testing/sample-report.ts";
import { examineConditions, objectionToOlder, objectionToTag } from "./conditions.ts";
import { runRelease } from "./run-release.ts";

const contents = Buffer.from("the bytes that passed");
const manifest = '{"name":"small","version":"1.0.0-alpha.1"}';
let root: string;
let commit: string;

/** A repository with one published package, in which everything is ready for a release. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "conditions-"));
  write("packages/small/package.json", manifest);
  write("packages/small/CHANGELOG.md", "# small\n\n## 1.0.0-alpha.1\n\n- First.\n");
  write("packages/hidden/package.json", '{"name":"hidden","private":true}');
  write(".changeset/README.md", "How.");
  write(".changeset/pre.json", '{"mode":"pre","tag":"alpha"}');
  write(".gitignore", "gate-report/\n");
  git("init", "--quiet");
  commitAll();
  write("gate-report/tarballs/small/small-1.0.0-alpha.1.tgz", contents);
  writeReport();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string | Buffer): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...argumentList: string[]): string {
  const identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...argumentList], { cwd: root, encoding: "utf8" }).trim();
}

function commitAll(): void {
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "A commit");
  commit = git("rev-parse", "HEAD");
}

function writeReport(changes: Partial<GateReport> = {}): void {
  const sample = samplePackage();
  const tarball = { ...sample.tarball, bytes: contents.byteLength, integrity: integrityOf(contents) };
  const report = sampleReport({
    git: { commit, changes: [] },
    packages: [{ ...sample, tarball, manifestSha256: sha256(manifest) }],
    ...changes,
  });
  write("gate-report/report.json", JSON.stringify(report));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function objections(now?: number): Promise<string> {
  return (await examineConditions(root, now)).objections.join("\n");
}

describe("a release", () => {
  it("may go out when everything is as it has to be, with the bytes that were hashed", async () => {
    const { objections: none, releasable } = await examineConditions(root);
    expect(none).toEqual([]);
    expect(releasable.map((entry) => entry.contents.toString())).toEqual(["the bytes that passed"]);
  });

  it("is refused with a changed file", async () => {
    write("packages/small/CHANGELOG.md", "# small\n\n## 1.0.0-alpha.1\n\n- Last minute.\n");
    expect(await objections()).toContain("The tree is dirty: packages/small/CHANGELOG.md");
  });

  it("is refused with a new file", async () => {
    write("packages/small/new.js", "");
    expect(await objections()).toContain("The tree is dirty: packages/small/new.js");
  });

  it.each(["--assume-unchanged", "--skip-worktree"])(
    "is refused with a change that git was told not to look at: %s",
    async (mark) => {
      git("update-index", mark, "packages/small/package.json");
      write("packages/small/package.json", '{"name":"small","version":"1.0.0-alpha.1","main":"x.js"}');
      expect(git("status", "--porcelain")).toBe("");
      expect(await objections()).toContain("The tree is dirty: packages/small/package.json");
    },
  );

  it("is refused with a new file that only this machine's own lists ignore", async () => {
    write(".git/info/exclude", "hidden.js\n");
    write("packages/small/hidden.js", "");
    write("packages/small/more/.gitignore", "*\n");
    write("packages/small/more/hidden-too.js", "");
    expect(git("status", "--porcelain")).toBe("");
    const said = await objections();
    expect(said).toContain("packages/small/hidden.js");
    expect(said).toContain("packages/small/more/hidden-too.js");
  });

  it("is refused without a report", async () => {
    rmSync(join(root, "gate-report"), { recursive: true });
    expect(await objections()).toContain("There is no gate report");
  });

  it("is refused with the report of another commit", async () => {
    commitAll();
    expect(await objections()).toMatch(/about commit [0-9a-f]{40}, not [0-9a-f]{40}/);
  });

  it("is refused with a report that was made over uncommitted changes", async () => {
    writeReport({ git: { commit, changes: ["packages/small/index.js"] } });
    expect(await objections()).toContain("uncommitted changes");
  });

  it("is refused with a report that is older than a day, or from a far future", async () => {
    expect(await objections(Date.now() + 25 * 60 * 60 * 1000)).toContain("is stale");
    expect(await objections(Date.now() - 25 * 60 * 60 * 1000)).toContain("is stale");
    writeReport({ createdAt: "yesterday" });
    expect(await objections()).toContain("is stale");
  });

  it.each(["refused", "unreadable", "failed", "not run"] as const)(
    "is refused when a stage was %s, even if the report calls itself open",
    async (verdict) => {
      const { stages } = sampleReport();
      writeReport({
        stages: stages.map((stage) => (stage.name === "install" ? { ...stage, verdict } : stage)),
      });
      expect(await objections()).toContain(`install ${verdict}`);
    },
  );

  it("is refused when a stage is missing from the report", async () => {
    writeReport({ stages: sampleReport().stages.filter(({ name }) => name !== "conversation") });
    expect(await objections()).toContain("conversation missing");
  });

  it("is refused when the report calls itself partial", async () => {
    writeReport({ verdict: "partial" });
    expect(await objections()).toContain("does not say that everything passed");
  });

  it("is refused when one byte of the tarball was altered, or one was added", async () => {
    const altered = Buffer.from(contents);
    altered.writeUInt8(altered.readUInt8(3) ^ 1, 3);
    write("gate-report/tarballs/small/small-1.0.0-alpha.1.tgz", altered);
    expect(await objections()).toContain("was altered after it passed the gate");
    write("gate-report/tarballs/small/small-1.0.0-alpha.1.tgz", Buffer.concat([contents, Buffer.from("!")]));
    expect(await objections()).toContain("was altered after it passed the gate");
  });

  it("is refused when the tarball is gone", async () => {
    rmSync(join(root, "gate-report/tarballs"), { recursive: true });
    expect(await objections()).toContain("is gone");
  });

  it("is refused with a pending changeset", async () => {
    write(".changeset/new-thing.md", '---\n"small": patch\n---\n\nNew.\n');
    commitAll();
    writeReport();
    expect(await objections()).toContain("1 changesets are pending (new-thing.md)");
  });

  it("is refused with a version that was written by hand", async () => {
    write("packages/small/package.json", '{"name":"small","version":"1.0.0-alpha.2"}');
    commitAll();
    writeReport();
    const said = await objections();
    expect(said).toContain("has no section for 1.0.0-alpha.2");
    expect(said).toContain("the gate report is about 1.0.0-alpha.1, not 1.0.0-alpha.2");
  });

  it("is refused when the gate said that its report cannot release", async () => {
    writeReport({ releasable: false });
    expect(await objections()).toContain("does not say that everything passed");
  });

  it.each(["stages", "packages"] as const)(
    "is refused when the report names one of its %s twice",
    async (list) => {
      const report = JSON.parse(readFileSync(join(root, "gate-report/report.json"), "utf8"));
      report[list].push(report[list][0]);
      write("gate-report/report.json", JSON.stringify(report));
      await expect(objections()).rejects.toThrow(/is no gate report: .* twice/);
    },
  );

  it.each(["../../small.tgz", "a/b.tgz", "small.zip", ".tgz", "-x.tgz"])(
    "is refused when the report gives the tarball the name %s",
    async (name) => {
      const report = JSON.parse(readFileSync(join(root, "gate-report/report.json"), "utf8"));
      report.packages[0].tarball.name = name;
      write("gate-report/report.json", JSON.stringify(report));
      await expect(objections()).rejects.toThrow(/is no gate report: .* no name of a tarball/);
    },
  );

  it("is refused when there is no package to publish", async () => {
    write("packages/small/package.json", '{"name":"small","version":"1.0.0-alpha.1","private":true}');
    commitAll();
    writeReport();
    expect(await objections()).toContain("no package here is published");
  });

  it("is refused when package.json is not the one that passed", async () => {
    writeReport({ packages: [{ ...samplePackage(), manifestSha256: "1".repeat(64) }] });
    expect(await objections()).toContain("packages/small/package.json is not the one that passed the gate");
  });

  it("is refused when the report leaves a package out", async () => {
    writeReport({ packages: [] });
    expect(await objections()).toContain("the gate report says nothing about it");
  });

  it("says everything that is wrong in one go", async () => {
    write("packages/small/new.js", "");
    rmSync(join(root, "gate-report"), { recursive: true });
    expect((await objections()).split("\n")).toHaveLength(2);
  });
});

describe("the command", () => {
  it.each([
    ["main", undefined],
    ["hotfix", "Note: this is the branch hotfix; releases are cut from main."],
    [undefined, "Note: this is no branch; releases are cut from main."],
  ])("on the branch %s says: %s", async (branch, note) => {
    git("checkout", "--quiet", ...(branch === undefined ? ["--detach"] : ["-B", branch]));
    const lines: string[] = [];
    const npm = { root, timeout: 1_000, environment: { PATH: "" } };
    const input = { npm, tag: undefined, staged: false, dryRun: false };
    expect(await runRelease({ ...input, print: (line) => lines.push(line) })).toBe(2);
    expect(lines.find((line) => line.startsWith("Note"))).toBe(note);
    // No npm is no verdict on the bytes.
    expect(lines.join("\n")).toContain("npm does not say what small-1.0.0-alpha.1.tgz holds");
    expect(lines.at(-1)).toContain("RELEASE STOPPED");
  });
});

describe("the dist-tag", () => {
  it("is the name of the pre-release", () => {
    expect(tagFor("2.0.0-alpha.14")).toBe("alpha");
    expect(tagFor("2.0.0-beta.1")).toBe("beta");
    expect(tagFor("2.0.0")).toBe("latest");
  });

  it.each([
    ["1.0.0-alpha.1", "latest", 'belongs under the dist-tag "alpha"'],
    ["1.0.0-alpha.1", "next", 'belongs under the dist-tag "alpha"'],
    ["1.0.0-beta.1", "beta", "the repository makes alpha releases"],
    ["1.0.0", "latest", "the repository makes alpha releases"],
    ["1.0.0-ALPHA.1", "alpha", "is not a version of the form"],
    ["1.0.0-ALPHA.1", "latest", "is not a version of the form"],
    ["1.0.0+build.1", "latest", "is not a version of the form"],
    ["1.0.0-alpha.1+build", "alpha", "is not a version of the form"],
    ["1.0.0-alpha.01", "alpha", "is not a version of the form"],
    ["1.0.0-latest.1", "latest", "is not a version of the form"],
  ])("is refused for %s under %s", (version, tag, why) => {
    expect(objectionToTag(root, "small", version, tag, {})).toContain(why);
  });

  it("never moves an existing latest", () => {
    rmSync(join(root, ".changeset/pre.json"));
    expect(objectionToTag(root, "small", "2.0.0", "latest", { latest: "1.5.0" })).toContain("never moved");
    expect(objectionToTag(root, "small", "2.0.0", "latest", {})).toBeUndefined();
  });

  it.each([
    ["1.0.0-alpha.14", "1.0.0-alpha.15"],
    ["1.0.0-alpha.9", "1.0.0-alpha.10"],
    ["1.9.9-alpha.20", "1.10.0-alpha.1"],
    ["1.0.0-alpha.14", "2.0.0-alpha.0"],
  ])("never moves back to %s from %s", (version, current) => {
    expect(objectionToOlder("small", version, "alpha", { alpha: current })).toContain(
      `"alpha" is ${current}`,
    );
    expect(objectionToOlder("small", current, "alpha", { alpha: version })).toBeUndefined();
    expect(objectionToOlder("small", version, "alpha", { alpha: version, latest: current })).toBeUndefined();
  });

  it("moves on from a version of a form that is not made here", () => {
    expect(objectionToOlder("small", "1.0.0-alpha.1", "alpha", { alpha: "9.0.0" })).toBeUndefined();
    expect(objectionToOlder("small", "1.0.0-alpha.1", "alpha", { alpha: "9.0.0-alpha" })).toBeUndefined();
    expect(objectionToOlder("small", "1.0.0-alpha.1", "alpha", {})).toBeUndefined();
  });
});
