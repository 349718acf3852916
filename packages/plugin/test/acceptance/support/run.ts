import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";

export interface RunOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end without stopping this process, which may have to answer it over HTTP. */
export async function run(
  command: string,
  commandArguments: readonly string[],
  options: RunOptions,
): Promise<Outcome> {
  const child = spawn(command, commandArguments, {
    cwd: options.folder,
    env: { ...cleanEnvironment(), ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: options.timeoutMs ?? 120_000,
    killSignal: "SIGKILL",
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code, stdout, stderr };
}

/** The same for a program that must succeed; its output is in the error otherwise. */
export async function runWell(
  command: string,
  commandArguments: readonly string[],
  options: RunOptions,
): Promise<string> {
  const { code, stdout, stderr } = await run(command, commandArguments, options);
  if (code === 0) return stdout;
  throw new Error(`${command} ${commandArguments.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
}

/** Neither vitest's own variables nor a real key may reach a consumer. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(VITEST|NODE_OPTIONS|NODE_ENV|OPENROUTER_|OPENAI_|TEST$|npm_lifecycle|npm_package)/.test(name),
    ),
  );
}
