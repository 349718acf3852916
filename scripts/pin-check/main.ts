/**
 * The exact pin, everywhere it can slip: `bun run pin-check`, or `bun scripts/pin-check/main.ts --root DIR`.
 *
 * Exit codes: 0 the pins hold; 1 findings; 2 wrong usage or unreadable input; 3 pin-check itself failed.
 */
try {
  const { run } = await import("./cli/run.ts");
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    workingDirectory: process.cwd(),
  });
} catch (error) {
  // Left to the runtime, a missing dependency would end in exit code 1, which means "findings".
  console.error(`pin-check could not start: ${error instanceof Error ? error.message : error}`);
  console.error("Run `bun install` in the repository of pin-check first.");
  process.exitCode = 3;
}

export {};
