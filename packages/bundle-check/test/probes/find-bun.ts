import { execFileSync } from "node:child_process";
import { findExecutable } from "../../src/package-files/find-executable.js";

let found: string | undefined;

/** Bun of whoever runs the tests, or the version this repository uses, through npx. */
export function findBun(): string {
  found ??=
    findExecutable("bun") ??
    execFileSync("npx", ["-y", "bun@1.4.5", "-e", "console.log(process.execPath)"], { encoding: "utf8" })
      .trim()
      .split("\n")
      .at(-1);
  if (found === undefined) throw new Error("There is no Bun to test with.");
  return found;
}
