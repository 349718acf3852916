import { describe, expect, it } from "vitest";
import { bunProblem, nodeProblem } from "./check.ts";

const expected = { bun: "1.4.5", node: "24.21.0" };

describe("Bun", () => {
  it("is accepted in exactly the version of packageManager", () => {
    expect(bunProblem(expected, "1.4.5")).toBeUndefined();
  });

  it.each(["1.4.4", "1.4.50", "1.3.13", "1.4.5-canary.1"])(
    "is refused as %s, with the command to use",
    (version) => {
      expect(bunProblem(expected, version)).toBe(
        `This repository needs Bun 1.4.5 exactly, but this is Bun ${version}.\n` +
          "Start the command with `npx -y bun@1.4.5 run …`; nothing has to be installed globally.",
      );
    },
  );

  it("is missed when Node runs the command", () => {
    expect(bunProblem(expected, undefined)).toContain("no Bun is running this command");
  });
});

describe("Node", () => {
  it("is accepted in exactly the version of the development dependency", () => {
    expect(nodeProblem(expected, { kind: "version", version: "24.21.0", path: "/r/node" })).toBeUndefined();
  });

  it("is refused in another version, and says where that one lies", () => {
    const problem = nodeProblem(expected, { kind: "version", version: "20.20.2", path: "/usr/bin/node" });
    expect(problem).toContain("needs Node 24.21.0 exactly, but `node` is version 20.20.2 (/usr/bin/node)");
    expect(problem).toContain("Delete node_modules");
  });

  it("is refused when it cannot be started", () => {
    const problem = nodeProblem(expected, { kind: "absent", reason: "spawn node ENOENT" });
    expect(problem).toContain("`node` could not be started (spawn node ENOENT)");
  });
});
