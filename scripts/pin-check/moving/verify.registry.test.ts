import { describe, expect, it } from "vitest";
import { consumer, denied, pin, plugin, policy } from "../testing/lockfiles.ts";
import { runPinCheck } from "../testing/run-pin-check.ts";
import { scratchRepository } from "../testing/scratch-repository.ts";
import type { Verification } from "./verification.ts";

/** A consumer that is pinned to the registry's alpha.13, with the core that version asks for. */
function consumerWithCore(): string {
  const files = consumer(pin);
  return scratchRepository({
    ...files,
    "package.json": {
      name: "consumer",
      dependencies: { [plugin]: pin },
      devDependencies: { "@elizaos/core": "2.0.0-alpha.114" },
    },
    "pins.json": policy(),
  });
}

async function verify(target: string, root = consumerWithCore()) {
  const { exitCode, stdout, stderr } = await runPinCheck([
    "verify",
    target,
    "--root",
    root,
    "--format",
    "json",
  ]);
  if (stdout === "") throw new Error(stderr);
  const verification: Verification = JSON.parse(stdout);
  const failed = verification.checks.filter(({ status }) => status === "failed").map(({ id }) => id);
  return { exitCode, verification, failed };
}

describe("the checklist before a move", () => {
  it("says what alpha.3 is and what it lacks", async () => {
    const { exitCode, verification, failed } = await verify("2.0.0-alpha.3");
    expect(exitCode).toBe(1);
    expect(verification).toMatchObject({
      package: plugin,
      version: "2.0.0-alpha.3",
      currentPin: pin,
      passed: false,
    });
    expect(failed).toEqual(["bun-build", "core"]);
    const details = verification.checks.flatMap((check) => check.details).join("\n");
    expect(details).toContain("older than the pin");
    expect(details).toContain("TEXT_LARGE");
    expect(details).toContain("brings its own @elizaos/core, 2.0.0-alpha.3");
  });

  it("refuses alpha.13, which is truncated, with the two names", async () => {
    const { exitCode, verification, failed } = await verify(pin);
    expect(exitCode).toBe(1);
    expect(failed).toEqual(["bundle-check", "bun-build", "loads-in-node", "loads-in-bun"]);
    expect(verification.checks.find(({ id }) => id === "bundle-check")?.details[0]).toContain(
      "`openrouterPlugin` and `openrouterPlugin2`",
    );
  });

  it("refuses alpha.12, which the policy denies", async () => {
    expect((await verify(denied)).failed).toContain("not-denied");
  });

  it("refuses a folder of another package", async () => {
    const folder = scratchRepository({
      "package.json": { name: "another", version: "1.0.0", main: "./index.js", files: ["index.js"] },
      "index.js": "module.exports = { value: 1 };\n",
    });
    const { exitCode, failed } = await verify(folder);
    expect(exitCode).toBe(1);
    expect(failed).toContain("identity");
  });

  it.each(["nowhere.tgz", "./nowhere", "9.9.9"])(
    "ends with 2 for %s, of which there is none",
    async (target) => {
      const { exitCode, stderr } = await runPinCheck(["verify", target, "--root", consumerWithCore()]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/nowhere|9\.9\.9/);
    },
  );
});
