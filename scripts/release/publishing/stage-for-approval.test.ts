/** What is done with npm's answers; that npm gives such answers can only be seen at npm's own service. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { integrityOf } from "../pack.ts";
import { samplePackage } from "../report/testing/sample-report.ts";
import { provenanceOption } from "./publish.ts";
import { isAtLeast } from "./run-release.ts";
import { stageForApproval, stageId } from "./stage-for-approval.ts";

const id = "0b1d5ed5-3c4c-4b5e-9d8e-0f7d8c1b2a3f";
const contents = Buffer.from("the bytes that passed");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "staged-"));
  mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A command in npm's place that stages, and gives back what the test says. */
function npmAnswering(downloaded: string, publishExit = 0) {
  const script = `#!/usr/bin/env node
import { appendFileSync, writeFileSync } from "node:fs";
const [, , ...given] = process.argv;
appendFileSync(${JSON.stringify(join(folder, "calls"))}, given.join(" ") + "\\n");
if (given[1] === "publish") {
  console.log(JSON.stringify({ small: { id: "small@1", stageId: ${JSON.stringify(id)} } }));
  process.exitCode = ${publishExit};
} else writeFileSync("small-1.0.0-alpha.1-" + given[2] + ".tgz", ${JSON.stringify(downloaded)});
`;
  writeFileSync(join(folder, "bin", "npm"), script);
  writeFileSync(join(folder, "bin", "package.json"), '{"type":"module"}');
  chmodSync(join(folder, "bin", "npm"), 0o755);
  const path = [join(folder, "bin"), dirname(process.execPath), process.env.PATH].join(delimiter);
  return { root: folder, timeout: 20_000, environment: { PATH: path } };
}

const releasable = {
  package: samplePackage({
    tarball: { ...samplePackage().tarball, bytes: contents.byteLength, integrity: integrityOf(contents) },
  }),
  contents,
};

describe("staged publishing", () => {
  it("fetches the staged bytes back, and stops for a maintainer's approval", async () => {
    const npm = npmAnswering(contents.toString());
    const lines = await stageForApproval(npm, releasable, "alpha");
    expect(lines.join("\n")).toContain(`npm stage approve ${id}`);
    const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    expect(calls).toHaveLength(2);
    expect(calls[0]).toMatch(
      /^stage publish \/\S+small-1\.0\.0-alpha\.1\.tgz --tag alpha --ignore-scripts --json/,
    );
    expect(calls[1]).toMatch(new RegExp(`^stage download ${id} `));
    expect(calls.join()).not.toContain("approve");
  });

  it("refuses other bytes, and says how to reject them", async () => {
    const attempt = stageForApproval(npmAnswering("other bytes"), releasable, "alpha");
    await expect(attempt).rejects.toThrow(`npm stage reject ${id}`);
  });

  it("says when npm does not stage", async () => {
    await expect(stageForApproval(npmAnswering("", 1), releasable, "alpha")).rejects.toThrow(
      "was not staged",
    );
  });

  it.each(["", "[]", "null", '{"stageId":"../../x"}', '{"a":{"stageId":7}}'])(
    "finds no stage id in %j",
    (output) => {
      expect(stageId(output)).toBeUndefined();
    },
  );
});

describe("provenance", () => {
  const npm = { root: ".", timeout: 1 };

  it("is asked for only where GitHub hands out identity tokens", () => {
    const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://x", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };
    expect(provenanceOption({ ...npm, environment })).toEqual(["--provenance"]);
    expect(provenanceOption({ ...npm, environment: {} })).toEqual([]);
    expect(
      provenanceOption({ ...npm, environment: { ...environment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" } }),
    ).toEqual([]);
  });
});

describe("npm's version", () => {
  it.each([
    ["11.15.0", true],
    ["11.14.9", false],
    ["12.0.0", true],
    ["10.99.99", false],
    ["11.15.0-pre.1", true],
  ])("%s is at least 11.15.0: %s", (version, expected) => {
    expect(isAtLeast(version, [11, 15, 0])).toBe(expected);
  });
});
