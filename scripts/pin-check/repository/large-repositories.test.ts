import { describe, expect, it } from "vitest";
import { npmLock, pin, plugin, policy } from "../testing/lockfiles.ts";
import { checkRepository } from "../testing/run-pin-check.ts";
import { type ScratchFiles, scratchRepository } from "../testing/scratch-repository.ts";

/** Repositories that somebody made to keep the check busy; each is a file of a megabyte or less. */
const alias = `npm:${plugin}@${pin}`;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const named = (prefix: string, count: number, text: string): Record<string, string> =>
  Object.fromEntries(range(count).map((index) => [`${prefix}${index}`, text]));

function npmConsumer(
  dependencies: object,
  more: object = {},
  entries: Record<string, object> = {},
): ScratchFiles {
  const asked = { [plugin]: pin, ...dependencies };
  return {
    "package.json": { name: "consumer", dependencies: asked, ...more },
    "package-lock.json": npmLock(
      { "": { name: "consumer", dependencies: asked } },
      { [`node_modules/${plugin}`]: pin, ...entries },
    ),
  };
}

const long = "a".repeat(2_000);
const made: Readonly<Record<string, readonly [number, (count: number) => ScratchFiles]>> = {
  "uses by other names": [10_000, (count) => npmConsumer(named("a", count, alias))],
  "uses that are no pin": [
    4_000,
    (count) =>
      npmConsumer(named("a", count, "npm:left-pad@1"), { devDependencies: named("b", count, `${alias}.x`) }),
  ],
  "overrides that refer to a dependency": [
    8_000,
    (count) => npmConsumer({}, { overrides: named("o", count, `$${plugin}`) }),
  ],
  "dependencies of a package far down": [
    8_000,
    (count) =>
      npmConsumer(
        {},
        {},
        {
          [range(190)
            .map((index) => `node_modules/p${index}`)
            .join("/")]: {
            version: "1.0.0",
            dependencies: named("d", count, "1"),
          },
        },
      ),
  ],
  "dependencies of a package far down, in bun.lock": [
    400,
    (count) => ({
      "package.json": { name: "consumer", dependencies: { [plugin]: pin } },
      "bun.lock": {
        lockfileVersion: 1,
        workspaces: { "": { name: "consumer", dependencies: { [plugin]: pin } } },
        packages: {
          [plugin]: [`${plugin}@${pin}`, "", {}, ""],
          [range(90)
            .map((index) => `${long}${index}`)
            .join("/")]: ["x@1.0.0", "", { dependencies: named("d", count, "1") }, ""],
        },
      },
    }),
  ],
  "entries of a catalog": [
    15_000,
    (count) => {
      const entries = Object.keys(named("a", count, "1.0.0")).map((key) => `  ${key}: 1.0.0\n`);
      return { ...npmConsumer({}), "pnpm-workspace.yaml": `packages: []\ncatalog:\n${entries.join("")}` };
    },
  ],
  "uses that pnpm has locked": [
    8_000,
    (count) => {
      const uses = named("y", count, alias);
      const lines = Object.keys(uses).map(
        (key) => `      ${key}:\n        specifier: ${alias}\n        version: '${plugin}@${pin}'\n`,
      );
      const entry = `'${plugin}@${pin}'`;
      return {
        "package.json": { name: "consumer", dependencies: { [plugin]: pin, ...uses } },
        "pnpm-lock.yaml": `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      '${plugin}':\n        specifier: ${pin}\n        version: ${pin}\n${lines.join("")}\npackages:\n\n  ${entry}:\n    resolution: {integrity: sha512-x}\n\nsnapshots:\n\n  ${entry}: {}\n`,
      };
    },
  ],
};

describe.each(Object.entries(made))("%s", (_, [count, make]) => {
  async function seconds(files: ScratchFiles): Promise<number> {
    const root = scratchRepository({ "pins.json": policy(), ...files });
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 2; round += 1) {
      const before = process.cpuUsage();
      await checkRepository(root);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1e6);
    }
    return best;
  }

  it("take time that grows with their number, and no faster", async () => {
    await seconds(make(10));
    const once = await seconds(make(count));
    const twice = await seconds(make(2 * count));
    // Bounded in CPU time; what the machine does besides is no matter.
    expect(twice / Math.max(once, 0.05)).toBeLessThan(3);
    expect(twice).toBeLessThan(3);
  }, 600_000);
});
