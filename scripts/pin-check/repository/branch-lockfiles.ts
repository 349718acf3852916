import { child, positionOf, type SourceDocument } from "../documents/document.ts";
import type { Unreadable } from "./repository.ts";
import type { RepositoryFiles } from "./repository-files.ts";

const setting = "gitBranchLockfile";
const longestSettings = 1_000_000;

/** As npm's own reader of such files takes it: quoted or not, with a remark behind it, and true when nothing follows. */
const setsIt = /^\s*["']?git-branch-lockfile["']?\s*(?:=\s*["']?true["']?\s*)?(?:[;#].*)?$/;

/** pnpm installs from another lockfile on every branch where it is told to; which one, is not known here. */
export function branchLockfiles(
  files: RepositoryFiles,
  pnpmWorkspace: SourceDocument | null,
): Unreadable | null {
  const told = pnpmWorkspace === null ? undefined : child(pnpmWorkspace.root, setting);
  if (pnpmWorkspace !== null && told?.kind === "scalar" && told.value === true) {
    return refuse(pnpmWorkspace.path, positionOf(pnpmWorkspace, [setting]).line);
  }
  if (!files.list("").some(({ name }) => /^pnpm-.+\.yaml$/.test(name))) return null;
  // Up to pnpm 10.
  const bytes = files.read(".npmrc", longestSettings);
  const lines = bytes === null ? [] : new TextDecoder().decode(bytes).split(/\r?\n/);
  const line = lines.findIndex((text) => setsIt.test(text));
  return line < 0 ? null : refuse(".npmrc", line + 1);
}

function refuse(file: string, line: number): Unreadable {
  return {
    file,
    line,
    reason: "With it pnpm installs from a lockfile of its own on every branch, and those are not read.",
    remedy: "Leave one pnpm-lock.yaml for all branches.",
  };
}
