import { describeFailure, runCommand } from "../run-command.ts";

export type Published =
  | { readonly kind: "published" }
  | { readonly kind: "never" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Whether the registry knows the package. A registry that does not answer has not said "never". */
export async function neverPublished(root: string, name: string): Promise<Published> {
  const argumentList = ["view", name, "name", "--json", "--fetch-retries=1", "--fetch-timeout=20000"];
  const result = await runCommand("npm", argumentList, { cwd: root, timeout: 60_000 });
  if (result.exitCode === 0) return { kind: "published" };
  if (/\bE404\b/.test(result.stdout + result.stderr)) return { kind: "never" };
  return { kind: "unknown", reason: `the registry could not be asked (${describeFailure(result)})` };
}
