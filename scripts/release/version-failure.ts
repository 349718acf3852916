/** They bring back the last commit, also what is new and not ignored. */
export const restoringCommands = ["git restore .", "git clean -fd"] as const;

/** What to do when `bun run version` has stopped half-way. Work that was never committed must not go with its remains. */
export function adviceAfterFailure(wasClean: boolean): string {
  const commands = restoringCommands.map((command) => `\`${command}\``).join(" and ");
  return wasClean
    ? `The versions are half moved: ${commands} bring back what was before.`
    : `The versions are half moved, over changes that were not committed: ${commands} would take those away as well. Look at \`git status\`.`;
}
