import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../release/run-command.ts";
import { decodeText } from "../documents/document.ts";
import type { Facts } from "../facts.ts";
import type { Finding } from "../findings/finding.ts";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import type { Pin } from "../policy/policy.ts";
import type { Unreadable } from "../repository/repository.ts";
import { openRepository } from "../repository/repository-files.ts";
import { judge } from "../rules/judge.ts";
import { planChangeset } from "./changeset.ts";
import type { WrittenFile } from "./commit.ts";
import { refreshCommands } from "./package-manager.ts";
import { planEdits } from "./plan.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";
import { lastWords } from "./trial.ts";
import { applyChanges, changedFiles, copyRepository } from "./working-copy.ts";

export interface BumpRequest {
  readonly root: string;
  readonly pin: Pin;
  readonly facts: Facts;
  readonly version: string;
  readonly integrity: string;
  readonly writesChangeset: boolean;
  readonly onProgress: (message: string) => void;
}

export type BumpOutcome =
  | { readonly kind: "ready"; readonly files: readonly WrittenFile[] }
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "not-held";
      /** What the check says of the repository as it would be. */
      readonly facts: Facts;
      readonly findings: readonly Finding[];
      readonly unreadable: readonly Unreadable[];
    };

const refreshTimeout = 300_000;

/** Makes the whole move in a copy, and checks it there. Writes nothing into the repository. */
export async function prepareBump(request: BumpRequest): Promise<BumpOutcome> {
  const { root, pin, facts, version, integrity, onProgress } = request;
  return await withTemporaryFolder("pin-check-bump-", async (folder): Promise<BumpOutcome> => {
    const copy = join(folder, "repository");
    copyRepository(
      root,
      copy,
      facts.repository.manifests.map(({ folder: workspace }) => workspace),
    );
    const lockfiles = facts.repository.lockfilePaths.map((path) => ({
      path,
      bytes: readFileSync(join(copy, path)),
    }));
    const edits = planEdits(facts, pin, version, integrity, root);
    applyChanges(copy, edits);
    for (const refresh of refreshCommands(facts)) {
      onProgress(`Refreshing the lockfile: ${refresh.shown}`);
      const result = await runCommand(refresh.command, refresh.arguments, {
        cwd: copy,
        timeout: refreshTimeout,
        environment: { ...process.env, ...refresh.environment, CI: "" },
      });
      if (result.exitCode !== 0) {
        return { kind: "refused", reason: `\`${refresh.shown}\` failed: ${lastWords(result)}` };
      }
    }
    const policyFile = edits.at(-1)?.path ?? "pins.json";
    const files = openRepository(copy);
    const after = await gatherFacts(files, findPolicy(files, join(copy, policyFile), copy));
    const findings = judge(after);
    const { unreadable } = after.repository;
    if (unreadable.length > 0 || findings.some(({ severity }) => severity === "error")) {
      return { kind: "not-held", facts: after, findings, unreadable };
    }
    const changeset = request.writesChangeset
      ? planChangeset(facts, pin, version, existsSync(join(root, ".changeset", "config.json")))
      : null;
    if (changeset !== null) applyChanges(copy, [changeset]);
    const changed = changedMeanwhile(facts, root) ?? changedLockfile(lockfiles, root);
    if (changed !== null)
      return { kind: "refused", reason: `${changed} was changed by somebody else meanwhile.` };
    const paths = [
      ...edits.map(({ path }) => path),
      ...facts.repository.lockfilePaths,
      ...(changeset === null ? [] : [changeset.path]),
    ];
    return { kind: "ready", files: changedFiles(root, copy, paths) };
  });
}

/** A file that is no longer what the move was planned with; its new contents must not be lost. */
function changedMeanwhile({ repository, policy }: Facts, root: string): string | null {
  const { manifests, pnpmWorkspace, yarnConfiguration } = repository;
  const documents = [...manifests.map(({ document }) => document), pnpmWorkspace, yarnConfiguration]
    .filter((document) => document !== null)
    .map(({ path, text }) => ({ path: join(root, path), shown: path, text }));
  const all = [...documents, { path: policy.path, shown: policy.file, text: policy.document.text }];
  for (const { path, shown, text } of all) {
    const now = existsSync(path) ? decodeText(shown, readFileSync(path)) : null;
    if (now !== text) return shown;
  }
  return null;
}

function changedLockfile(
  lockfiles: readonly { readonly path: string; readonly bytes: Buffer }[],
  root: string,
): string | null {
  const isSame = ({ path, bytes }: (typeof lockfiles)[number]) =>
    existsSync(join(root, path)) && readFileSync(join(root, path)).equals(bytes);
  return lockfiles.find((lockfile) => !isSame(lockfile))?.path ?? null;
}
