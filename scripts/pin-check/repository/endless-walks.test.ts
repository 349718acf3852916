import { describe, expect, it } from "vitest";
import { pin, plugin, policy } from "../testing/lockfiles.ts";
import { checkRepository } from "../testing/run-pin-check.ts";
import { type ScratchFiles, scratchRepository } from "../testing/scratch-repository.ts";

const everywhere = { name: "consumer", workspaces: ["**"], dependencies: { [plugin]: pin } };
const bad = { name: "bad", dependencies: { [plugin]: "^2.0.0-alpha.10" } };

describe("a walk that would not end", () => {
  const deep = "a/".repeat(49);
  const lost: Record<string, ScratchFiles> = {
    "through ignored folders": { ".gitignore": `${"**/a/".repeat(8)}b\n`, [`${deep}package.json`]: bad },
    "through folders that many patterns ignore": {
      ".gitignore": "**/a/**/a/**/b\n".repeat(2_000),
      [`${deep}package.json`]: bad,
    },
    "into the deep": { [`${deep}a/a/package.json`]: bad },
  };

  it.each(Object.entries(lost))("%s is refused", async (_, files) => {
    const repository = scratchRepository({
      "pins.json": policy(),
      "package.json": everywhere,
      ...files,
    });
    const { exitCode, report } = await checkRepository(repository);
    expect(report.unreadable).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  it("is none where the folders are few and the patterns plain", async () => {
    const repository = scratchRepository({
      "pins.json": policy(),
      "package.json": everywhere,
      ".gitignore": [
        `#${"*".repeat(40)}`,
        `/${"*".repeat(40)} built ${"*".repeat(40)}/`,
        "**/src/**/test/**/shots/**",
        "**/dist/**/b\n".repeat(100),
        "**/out\n".repeat(10_000),
      ].join("\n"),
      [`${deep}package.json`]: bad,
    });
    const { report } = await checkRepository(repository);
    expect(report.unreadable).toEqual([]);
    expect(report.findings.map(({ file }) => file)).toContain(`${deep}package.json`);
  });
});
