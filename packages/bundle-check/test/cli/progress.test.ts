import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createProgress } from "../../src/cli/progress.js";

function show(isTTY: boolean, environment: Record<string, string>): string {
  let written = "";
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const progress = createProgress({
    stdout: stderr,
    stderr: Object.assign(stderr, { isTTY }),
    environment,
    workingDirectory: ".",
    rulePages: new URL("file:///"),
  });
  progress.show("Packing \u001b[2Jx");
  progress.clear();
  progress.clear();
  return written;
}

describe("progress", () => {
  it("is one line on a terminal that goes away again", () => {
    expect(show(true, {})).toBe("\r\u001b[KPacking \\x1b[2Jx\r\u001b[K");
  });

  it.each<[string, boolean, Record<string, string>]>([
    ["without a terminal", false, {}],
    ["in CI", true, { CI: "true" }],
    ["on a terminal that cannot erase", true, { TERM: "dumb" }],
  ])("is not shown %s", (_name, isTTY, environment) => {
    expect(show(isTTY, environment)).toBe("");
  });
});
