import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { stageNames } from "./report/report.ts";

function runGateCommand(...argumentList: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/release/gate.ts", ...argumentList],
    { encoding: "utf8", timeout: 100_000 },
  );
  return { status, stdout, stderr };
}

describe("the gate command", () => {
  it.each([
    [["--tarbal", "x.tgz"], "--tarbal"],
    [["--stage", "luck"], 'no stage "luck"'],
    [["--stage"], "--stage"],
    [["something"], "something"],
    [["--offline=yes"], "--offline"],
  ])("refuses %j instead of ignoring it", (argumentList, why) => {
    const { status, stderr } = runGateCommand(...argumentList);
    expect(stderr).toContain(why);
    expect(stderr).toContain("GATE SHUT: nothing was judged.");
    expect(status).toBe(2);
  });

  it("lists its options and every stage with --help", () => {
    const { status, stdout } = runGateCommand("--help");
    for (const name of [...stageNames, "--stage", "--tarball", "--offline", "--json"])
      expect(stdout).toContain(name);
    expect(status).toBe(0);
  });
});
