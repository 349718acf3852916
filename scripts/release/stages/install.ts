import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../packages.ts";
import { clearAway, sweep } from "../stranger/clear-away.ts";
import { coreVersions, frozenPeers } from "../stranger/cores.ts";
import { type Consumer, describeConsumer, installConsumer, managers } from "../stranger/install.ts";
import { loadEverywhere } from "../stranger/load.ts";
import { InstallError, strangerFolder } from "../stranger/peers-cache.ts";
import type { Candidate } from "./candidate.ts";
import { inTurns } from "./in-turns.ts";
import { combine, passed, refused, type Stage, type StageResult } from "./stage.ts";

/** The tarball in the hands of a stranger: installed with npm and with Bun, then loaded in every way it offers. */
export const install: Stage = {
  name: "install",
  needs: ["pack"],
  needsRegistry: true,
  judgesTarballs: true,
  run: async ({ candidates, consumers, whenDone }) => {
    const cache = strangerFolder();
    sweep(cache);
    const run = mkdtempSync(join(cache, "run-"));
    whenDone(() => clearAway(cache, run));
    const tasks = candidates.flatMap((candidate) =>
      peersOf(candidate).flatMap((peers) => managers.map((manager) => ({ candidate, manager, peers }))),
    );
    const results = await inTurns(tasks, async ({ candidate, manager, peers }): Promise<StageResult> => {
      let consumer: Consumer;
      try {
        consumer = await installConsumer(candidate, manager, peers, { cache, run });
      } catch (error) {
        if (!(error instanceof InstallError)) throw error;
        const unreachable = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ConnectionRefused|E5\d\d/.test(
          error.message,
        );
        return { verdict: unreachable ? "unreadable" : "refused", reasons: [error.message], notes: [] };
      }
      consumers.push(consumer);
      const problems = await loadEverywhere(consumer);
      return problems.length === 0
        ? passed(`installed and loaded: ${describeConsumer(consumer)}`)
        : refused(...problems);
    });
    return combine(results);
  },
};

function peersOf({ manifest }: Candidate) {
  const wantsCore = isRecord(manifest.peerDependencies) && "@elizaos/core" in manifest.peerDependencies;
  return wantsCore ? coreVersions.map(frozenPeers) : [undefined];
}
