import { run } from "./cli/run.js";

// A failure nobody waited for must not end in Node's own exit code 1, which means "findings" here.
process.on("uncaughtException", (error) => {
  process.stderr.write(`bundle-check failed: ${error.message}\n`);
  process.exitCode = 3;
});

// Interrupting ends child processes and removes temporary folders; a second interrupt ends the process at once.
const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());

// The build puts the pages beside this file; in a checkout they are at the root of the repository.
const rulePages = new URL(
  import.meta.url.endsWith(".ts") ? "../../../docs/rules/" : "./rules/",
  import.meta.url,
);

try {
  const exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    workingDirectory: process.cwd(),
    rulePages,
    signal: interruption.signal,
  });
  process.exitCode ??= exitCode;
} catch (error) {
  if (!interruption.signal.aborted) throw error;
  // What shells report for a command ended by SIGINT.
  process.exitCode = 130;
}
