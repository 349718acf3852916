import { tmpdir } from "node:os";
import semver from "semver";
import { runCommand } from "../../release/run-command.ts";

/** The registry's versions of a package, newest first. Null with a reason when it does not answer. */
export async function publishedVersions(
  packageName: string,
): Promise<{ readonly versions: readonly string[] } | { readonly reason: string }> {
  // Not in the examined repository: its settings are somebody else's.
  const { exitCode, stdout, stderr, interruption } = await runCommand(
    "npm",
    [
      "view",
      packageName,
      "versions",
      "--json",
      "--loglevel=error",
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=500",
      "--fetch-retry-maxtimeout=2000",
      "--fetch-timeout=20000",
    ],
    { cwd: tmpdir(), timeout: 60_000 },
  );
  if (exitCode !== 0) {
    const [firstLine = ""] = (stderr.trim() || stdout.trim()).split("\n");
    return {
      reason: interruption ?? `npm could not list the published versions (${firstLine.slice(0, 200)})`,
    };
  }
  const versions = readVersions(stdout);
  if (versions === null) return { reason: "npm's list of the published versions could not be read" };
  return { versions: semver.rsort([...versions]) };
}

/** npm prints a list, or a text where there is only one; npm 12 wraps the list. */
function readVersions(json: string): string[] | null {
  try {
    const value: unknown = JSON.parse(json);
    const list = typeof value === "string" ? [value] : value;
    if (!Array.isArray(list)) return null;
    return list.filter(
      (version): version is string => typeof version === "string" && semver.valid(version) !== null,
    );
  } catch {
    return null;
  }
}
