import { standardStream } from "./cli/standard-stream.js";
import { ChunkLoader } from "./kept-code/chunk-loader.js";

let isReported = false;

// A failure nobody waited for must not end in Node's own exit code 1, which means "findings" here.
process.on("uncaughtException", (error) => {
  process.exitCode = 3;
  // That it cannot be reported is a failure as well, which could not be reported either, without end.
  if (isReported) return;
  isReported = true;
  process.stderr.write(`bundle-check failed: ${error.message}\n`);
});

// The build has it load the command in the place of the import that follows.
const chunkLoader = ChunkLoader.open(new URL(".", import.meta.url));
const { run } = await import("./cli/run.js");

const [stdout, stderr] = [standardStream(1), standardStream(2)];
const exitCode = await run(process.argv.slice(2), {
  stdout,
  stderr,
  environment: process.env,
  workingDirectory: process.cwd(),
  // The build puts the pages beside this file; in a checkout they are at the root of the repository.
  rulePages: new URL(import.meta.url.endsWith(".ts") ? "../../../docs/rules/" : "./rules/", import.meta.url),
});
process.exitCode ??= exitCode;
if (exitCode <= 1) chunkLoader?.keep();
// Not waiting for the engine to take its memory apart. What a slow reader has not taken yet is waited for.
if (stdout.writableLength === 0 && stderr.writableLength === 0) process.exit();
