import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";

/** Whether git has a file. Asked once per directory; without git, or outside a repository, it has none. */
export function createTrackedFiles(): (absolutePath: string) => boolean {
  const byDirectory = new Map<string, ReadonlySet<string>>();
  return (path) => {
    const directory = dirname(path);
    let tracked = byDirectory.get(directory);
    if (tracked === undefined) {
      tracked = listTrackedFiles(directory);
      byDirectory.set(directory, tracked);
    }
    return tracked.has(path);
  };
}

function listTrackedFiles(directory: string): ReadonlySet<string> {
  const { status, stdout } = spawnSync(
    "git",
    // The directory may come from a stranger's archive: its own git configuration must not start a program.
    ["-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit", "ls-files", "-z", "--", "."],
    {
      cwd: directory,
      encoding: "utf8",
      timeout: 10_000,
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  if (status !== 0) return new Set();
  return new Set(stdout.split("\0").map((path) => join(directory, path)));
}
