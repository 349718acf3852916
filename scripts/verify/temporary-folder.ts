import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const prefix = "openrouter-tests-";

/** By which systems and programs find the folder for temporary files. */
const variables = ["TMPDIR", "TMP", "TEMP"];

/**
 * Vitest's global set-up of every workspace: whatever its tests and the programs they start lay down in the folder
 * for temporary files is gone when they end. Vitest ends its workers without telling them, and a run installs more
 * than a gigabyte. What a run leaves that was itself ended is taken away by the next.
 */
export default function useTemporaryFolder(): () => void {
  const outer = realpathSync(tmpdir());
  for (const name of readdirSync(outer)) if (isAbandoned(name)) remove(join(outer, name));
  const folder = mkdtempSync(join(outer, `${prefix}${process.pid}-`));
  for (const name of variables) process.env[name] = folder;
  return () => remove(folder);
}

/** The process that it was made for is over. */
function isAbandoned(name: string): boolean {
  const owner = name.startsWith(prefix) ? /^\d+(?=-)/.exec(name.slice(prefix.length))?.[0] : undefined;
  if (owner === undefined) return false;
  try {
    process.kill(Number(owner), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** What cannot be removed, as something still writes into it, is no failure of a test. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    console.warn(`${folder} is left: ${error instanceof Error ? error.message : error}`);
  }
}
