/**
 * The exact pin, everywhere it can slip: `bun run pin-check`, or `bun scripts/pin-check/main.ts --root DIR`.
 *
 * Exit codes: 0 the pins hold; 1 findings; 2 wrong usage or unreadable input; 3 pin-check itself failed.
 */
import { run } from "./cli/run.ts";

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  workingDirectory: process.cwd(),
});
