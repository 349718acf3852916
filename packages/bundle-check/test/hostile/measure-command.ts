import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../bin/bundle-check.js", import.meta.url));

export interface Measured {
  readonly exitCode: number | null;
  /** Standard output and standard error. */
  readonly output: string;
  /** The largest resident set of the process. */
  readonly megabytes: number;
}

/** Prints the peak memory of the process as its last line on standard error. */
const reportMemory =
  'process.on("exit", () => console.error("peak", Math.round(process.resourceUsage().maxRSS / 1024), "MB"))';

/** Runs the command as its users do, with a temporary folder of its own and a bound on its time. */
export function measureCommand(
  args: readonly string[],
  { temporary, maximumSeconds }: { readonly temporary: string; readonly maximumSeconds: number },
): Promise<Measured> {
  const preload = `data:text/javascript,${encodeURIComponent(reportMemory)}`;
  const child = spawn(process.execPath, ["--import", preload, command, ...args], {
    env: {
      ...process.env,
      TMPDIR: temporary,
      CI: "true",
      NO_COLOR: "1",
      NODE_COMPILE_CACHE: "",
      NODE_DISABLE_COMPILE_CACHE: "1",
    },
    timeout: maximumSeconds * 1_000,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      const output = Buffer.concat(chunks).toString("utf8");
      resolve({ exitCode, output, megabytes: Number(/peak (\d+) MB/.exec(output)?.[1] ?? Number.NaN) });
    });
  });
}
