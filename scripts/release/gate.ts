/**
 * The release gate: `npx -y bun@1.4.5 run gate`.
 *
 * Exit codes: 0 the tarball may be published; 1 it must not be, or the guard has lost its teeth; 2 something
 * could not be judged, or wrong usage; 3 bundle-check or the packing failed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { nodeProblem } from "../toolchain/check.ts";
import { expectedVersions } from "../toolchain/versions.ts";
import { knownBrokenReleases } from "./known-broken.ts";
import { PackError } from "./pack.ts";
import { runGate } from "./run-gate.ts";

const root = join(import.meta.dirname, "..", "..");
process.exitCode = await main(process.argv.slice(2));

async function main(argumentList: readonly string[]): Promise<number> {
  if (argumentList.length > 0) {
    console.error(`The gate takes no arguments, but got ${argumentList.join(" ")}.`);
    return 2;
  }
  // Also when somebody starts this file without the command that prepares the toolchain.
  const wrongNode = nodeProblem(expectedVersions(readFileSync(join(root, "package.json"), "utf8")), {
    kind: "version",
    version: process.versions.node,
    path: process.execPath,
  });
  if (wrongNode !== undefined) {
    console.error(wrongNode);
    return 2;
  }
  try {
    const verdict = await runGate({
      packageDirectory: join(root, "packages", "plugin"),
      guard: {
        command: join(root, "node_modules", ".bin", "bundle-check"),
        configuration: join(root, "packages", "plugin", "package.json"),
        cwd: root,
        timeout: 120_000,
      },
      knownBroken: knownBrokenReleases,
      // Undefined in a pipe, and 0 on a terminal that does not tell its size.
      width: process.stdout.columns || 100,
      paint: (style, text) => styleText(style, text),
      print: (line) => console.log(line),
    });
    return verdict.exitCode;
  } catch (error) {
    // Left to Node, an unexpected error would end in exit code 1, which means "refused" here.
    console.error(error instanceof PackError ? error.message : error);
    console.error("GATE SHUT: the gate itself failed, so nothing can be said.");
    return 3;
  }
}
