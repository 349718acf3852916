import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Registry } from "./registry.ts";
import type { ScratchClone } from "./scratch-clone.ts";

/** Publishes by hand from a tree that has passed the gate; what they are about exists only while the tests run. */
export function describeBarePublishes(subject: () => { clone: ScratchClone; registry: Registry }): void {
  describe("a bare publish in the package's folder", () => {
    const commands: [string, string[]][] = [
      ["npm", ["publish"]],
      ["bun", ["publish"]],
      ["npm", ["publish", "--tag", "latest"]],
    ];

    it.each(commands)("is shut for a changed file: %s %j", async (command, argumentList) => {
      const bundle = join(subject().clone.root, "packages/plugin/dist/node/index.node.js");
      const good = readFileSync(bundle, "utf8");
      writeFileSync(bundle, good.slice(0, good.length / 2));
      const result = await subject().clone.run(command, argumentList, {
        directory: "packages/plugin",
        environment: subject().registry.environment,
      });
      writeFileSync(bundle, good);
      expect(result.exitCode).not.toBe(0);
      expect(result.stdout + result.stderr).toMatch(
        /dist\/node\/index\.node\.js is not the file that passed the gate/,
      );
      expect(result.stdout + result.stderr).toContain("PUBLISH REFUSED");
      expect(subject().registry.published()).toEqual([]);
    });

    it("is shut for a change that bundle-check cannot see, in either package", async () => {
      for (const [directory, file] of [
        ["packages/plugin", "dist/chunks/LICENSES.txt"],
        ["packages/bundle-check", "dist/index.js"],
      ] as const) {
        const path = join(subject().clone.root, directory, file);
        const good = readFileSync(path, "utf8");
        writeFileSync(path, `${good}\n`);
        const result = await subject().clone.run("npm", ["publish"], {
          directory,
          environment: subject().registry.environment,
        });
        writeFileSync(path, good);
        expect(result.stderr).toContain(`${file} is not the file that passed the gate`);
        expect(result.exitCode).not.toBe(0);
      }
      expect(subject().registry.published()).toEqual([]);
    });

    it("is shut without a report, also through `changeset publish`", async () => {
      const report = readFileSync(join(subject().clone.root, "gate-report/report.json"), "utf8");
      rmSync(join(subject().clone.root, "gate-report/report.json"));
      try {
        for (const [command, argumentList, directory, why] of [
          ["npm", ["publish"], "packages/plugin", "There is no gate report"],
          ["bun", ["publish"], "packages/bundle-check", "There is no gate report"],
          // It keeps to itself what the hooks say.
          ["changeset", ["publish"], ".", "failed to publish"],
        ] as const) {
          const result = await subject().clone.run(command, argumentList, {
            directory,
            environment: subject().registry.environment,
          });
          expect(result.stdout + result.stderr, command).toContain(why);
          expect(result.exitCode, command).not.toBe(0);
        }
      } finally {
        writeFileSync(join(subject().clone.root, "gate-report/report.json"), report);
      }
      expect(subject().registry.published()).toEqual([]);
    });

    it("is shut under another tag, by option or by environment, though the files are the right ones", async () => {
      for (const [argumentList, environment] of [
        [["publish", "--tag", "next"], {}],
        [["publish"], { npm_config_tag: "latest" }],
      ] as const) {
        const result = await subject().clone.run("npm", argumentList, {
          directory: "packages/plugin",
          environment: { ...subject().registry.environment, ...environment },
        });
        expect(result.stderr).toContain('2.0.0-alpha.14 belongs under the dist-tag "alpha", not');
        expect(result.exitCode).not.toBe(0);
      }
      expect(subject().registry.published()).toEqual([]);
    });

    it("lets exactly the files through that passed", async () => {
      const result = await subject().clone.run("bun", ["run", "prepublishOnly"], {
        directory: "packages/plugin",
      });
      expect(result.stderr).toContain("These are the files that passed the gate on this commit.");
      expect(result.exitCode).toBe(0);
    });
  });
}
