import type { ToolchainVersions } from "./versions.ts";

/** The Bun that runs this command is not the one the lockfile and the gate were made with. */
export function bunProblem(expected: ToolchainVersions, actualBun: string | undefined): string | undefined {
  if (actualBun === expected.bun) return undefined;
  const seen = actualBun === undefined ? "no Bun is running this command" : `this is Bun ${actualBun}`;
  return [
    `This repository needs Bun ${expected.bun} exactly, but ${seen}.`,
    `Start the command with \`npx -y bun@${expected.bun} run …\`; nothing has to be installed globally.`,
  ].join("\n");
}

/** What `node` means for the scripts and the tasks: the answer of `node --version`, or why there was none. */
export type NodeProbe =
  | { readonly kind: "version"; readonly version: string; readonly path: string }
  | { readonly kind: "absent"; readonly reason: string };

/** `node` in scripts and tasks must be the binary of the `node` development dependency, not the machine's. */
export function nodeProblem(expected: ToolchainVersions, probe: NodeProbe): string | undefined {
  if (probe.kind === "version" && probe.version === expected.node) return undefined;
  const seen =
    probe.kind === "version"
      ? `\`node\` is version ${probe.version} (${probe.path})`
      : `\`node\` could not be started (${probe.reason})`;
  return [
    `This repository needs Node ${expected.node} exactly, but ${seen}.`,
    "It comes from the `node` development dependency, whose install step fetches the binary with npm.",
    `Delete node_modules and start again with \`npx -y bun@${expected.bun} run …\`, with the npm registry in reach.`,
  ].join("\n");
}
