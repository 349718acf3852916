import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PackedTarball, packPackage } from "../pack.ts";
import { describeErrors, judgeCandidates, judgeKnownBroken } from "./judge-targets.ts";
import { type FakeAnswer, fakeReport, writeFakeBundleCheck } from "./testing/fake-bundle-check.ts";
import { verdictOf } from "./verdict.ts";

let folder: string;
let packed: PackedTarball;
const known = { spec: "small@0.9.0", integrity: "sha512-known", evidence: [{ rule: "truncated" }] };
const clean: FakeAnswer = { exitCode: 0, stdout: fakeReport("SHA512-OF-TARGET", []) };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "judge-targets-"));
  mkdirSync(join(folder, "package"));
  writeFileSync(join(folder, "package", "package.json"), '{"name":"small","version":"1.0.0"}');
  packed = await packPackage(join(folder, "package"), join(folder, "packed"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A guard that answers as told, over a real packed tarball. */
function guard(candidate: FakeAnswer, knownBroken: FakeAnswer = clean, command?: string) {
  const fake = writeFakeBundleCheck(folder, { "small@0.9.0": knownBroken }, candidate);
  return { command: command ?? fake, cwd: folder, timeout: 20_000 };
}
const judgeSmall = (candidate: FakeAnswer, command?: string) =>
  judgeCandidates([{ label: "packed small", packed }], guard(candidate, clean, command));
const judgeKnown = (answer: FakeAnswer) => judgeKnownBroken([known], guard(clean, answer), {});

describe("the tarball to be released", () => {
  it("passes when the guard judged its bytes and found nothing", async () => {
    expect(verdictOf(await judgeSmall(clean)).kind).toBe("passed");
  });

  it("is refused with the place of each error and the next step", async () => {
    const refused = fakeReport("SHA512-OF-TARGET", [{ rule: "undeclared-export", name: "plugin" }]);
    const targets = await judgeSmall({ exitCode: 1, stdout: refused });
    expect(verdictOf(targets).kind).toBe("refused");
    expect(describeErrors(targets)).toEqual([
      "dist/node/index.node.js:1:10 undeclared-export: undeclared-export was found.",
      "  Build it again.",
    ]);
  });

  it.each<[string, FakeAnswer]>([
    ["exits 3", { exitCode: 3, stderr: "out of memory" }],
    ["prints garbage", { exitCode: 0, stdout: "all good!" }],
    ["prints nothing", { exitCode: 0 }],
    ["judges other bytes", { exitCode: 0, stdout: fakeReport("sha512-of-something-else", []) }],
  ])("is not let through when the guard %s", async (_, answer) => {
    expect(verdictOf(await judgeSmall(answer)).kind).toBe("failed");
  });

  it("is not let through when there is no guard to run", async () => {
    const { kind, objections } = verdictOf(await judgeSmall(clean, join(folder, "no-such-command")));
    expect(kind).toBe("failed");
    expect(objections.join("\n")).toContain("could not be started");
  });
});

describe("a known-broken release", () => {
  it("passes the stage by being refused for the known reasons", async () => {
    const refused = fakeReport("sha512-known", [{ rule: "truncated" }]);
    expect(verdictOf(await judgeKnown({ exitCode: 1, stdout: refused })).kind).toBe("passed");
  });

  it("shows that the guard has lost its teeth when it is accepted", async () => {
    const { kind, objections } = verdictOf(
      await judgeKnown({ exitCode: 0, stdout: fakeReport("sha512-known", []) }),
    );
    expect(kind).toBe("refused");
    expect(objections.join("\n")).toContain("the guard has lost its teeth");
  });

  it("is not judged when the registry is out of reach, and the release is named", async () => {
    expect(verdictOf(await judgeKnown({ exitCode: 2, stderr: "the registry did not answer" }))).toEqual({
      kind: "unreadable",
      objections: ["published small@0.9.0 was not judged: exit 2: the registry did not answer"],
    });
  });
});
