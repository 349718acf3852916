import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const commandFile = fileURLToPath(new URL("../../bin/bundle-check.js", import.meta.url));

export interface Completed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs the built command as a user would, with an environment that colours nothing. */
export function runCommand(
  argv: readonly string[],
  workingDirectory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Completed> {
  const child = spawnCommand(argv, workingDirectory, environment);
  return new Promise((resolve, reject) => {
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ ...output, exitCode }));
  });
}

export function spawnCommand(
  argv: readonly string[],
  workingDirectory: string,
  environment: Readonly<Record<string, string>> = {},
) {
  const {
    GITHUB_STEP_SUMMARY: _summary,
    GITHUB_WORKSPACE: _workspace,
    FORCE_COLOR: _force,
    ...inherited
  } = process.env;
  return spawn(process.execPath, [commandFile, ...argv], {
    cwd: workingDirectory,
    env: { ...inherited, NO_COLOR: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A transcript that can be reviewed: what was typed, what came out, and the exit code. */
export function transcript(argv: readonly string[], { stdout, stderr, exitCode }: Completed): string {
  const parts = [`# bundle-check ${argv.join(" ")}`, "", `Exit code: ${exitCode}`, ""];
  if (stdout !== "") parts.push("stdout:", "", "```", stdout.trimEnd(), "```", "");
  if (stderr !== "") parts.push("stderr:", "", "```", stderr.trimEnd(), "```", "");
  // Compression differs between zlib versions, and the version of the tool with every release.
  return parts
    .join("\n")
    .replaceAll(/sha512-[A-Za-z0-9+/]{86}==/g, "sha512-…")
    .replaceAll(/[\d.]+ k?B packed/g, "… packed")
    .replaceAll(/"tarballSize":\d+/g, '"tarballSize":0')
    .replaceAll(/"version":"\d+\.\d+\.\d+-alpha\.\d+"/g, '"version":"0.0.0"');
}
