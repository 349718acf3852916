import { rmSync } from "node:fs";
import { join } from "node:path";
import { describeFailure, runCommand } from "../run-command.ts";
import { passed, refused, type Stage } from "./stage.ts";

export const build: Stage = {
  name: "build",
  needs: [],
  needsRegistry: false,
  judgesTarballs: false,
  run: async ({ root, packages }) => {
    // A cached build only adds and overwrites: what somebody left in `dist` would be packed with it.
    for (const { directory } of packages)
      rmSync(join(root, directory, "dist"), { recursive: true, force: true });
    const result = await runCommand("bun", ["run", "--silent", "build"], { cwd: root, timeout: 300_000 });
    if (result.exitCode === 0) return passed("every package, from the cache where nothing changed");
    const reason = `\`bun run build\` failed (${describeFailure(result, 20)})`;
    // Without a Bun to start, nothing is said about the tree.
    return result.exitCode === null ? { verdict: "failed", reasons: [reason], notes: [] } : refused(reason);
  },
};
