/**
 * First step of `gate` and `verify`: the right Bun, an install that equals the lockfile, the right Node.
 *
 * Bun runs this file before anything is installed, so it imports nothing but Node's own modules and its
 * neighbours. The Bun version is judged before the install, because an older Bun refuses the lockfile with a
 * message that names neither the cause nor the remedy.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bunProblem, type NodeProbe, nodeProblem } from "./check.ts";
import { expectedVersions } from "./versions.ts";

const root = process.cwd();
const expected = expectedVersions(readFileSync(join(root, "package.json"), "utf8"));

stopIf(bunProblem(expected, process.versions.bun));
install();
stopIf(nodeProblem(expected, probeNode()));
console.error(`Toolchain: Bun ${expected.bun}, Node ${expected.node}, dependencies as in bun.lock.`);

function install(): void {
  const { status, error } = spawnSync(process.execPath, ["install", "--frozen-lockfile"], {
    cwd: root,
    // stdout belongs to the command that follows, which may print a report that programs read.
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
  if (status === 0) return;
  stopIf(
    [
      `\`bun install --frozen-lockfile\` failed (${error?.message ?? `exit ${status}`}); its own message is above.`,
      'If it says "lockfile is frozen": a package.json was edited without its lockfile. Run',
      `  npx -y bun@${expected.bun} install`,
      "and commit bun.lock. If it says ConnectionRefused, or the install step of `node` failed: the npm registry",
      "is out of reach. The first install needs it, for the packages and for the Node binary.",
    ].join("\n"),
  );
}

/** Asks for `node` by name, the way package scripts and turbo tasks do, so that PATH is part of what is judged. */
function probeNode(): NodeProbe {
  const { status, stdout, stderr, error } = spawnSync("node", ["--version"], { cwd: root, encoding: "utf8" });
  if (status === 0) return { kind: "version", version: stdout.trim().replace(/^v/, ""), path: pathOfNode() };
  return { kind: "absent", reason: error?.message ?? (stderr.trim() || `exit ${status}`) };
}

function pathOfNode(): string {
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    const candidate = join(directory, "node");
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  return "not on PATH";
}

function stopIf(problem: string | undefined): void {
  if (problem === undefined) return;
  console.error(problem);
  process.exit(2);
}
