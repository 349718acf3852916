/** Checks every repository of the battery under the runtime that this is started with, and prints the exit codes. */
import { runPinCheck } from "../testing/run-pin-check.ts";
import { battery } from "./battery.ts";
import { within } from "./within-repository.ts";

const exitCodes: Record<string, number> = {};
for (const repository of Object.values(battery).flat()) {
  const { exitCode } = await within(repository, (root) =>
    runPinCheck(["--root", root, "--no-artifact", "--format", "json"]),
  );
  exitCodes[repository.name] = exitCode;
}
console.log(JSON.stringify(exitCodes));
