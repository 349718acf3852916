import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/**
 * Vitest's global set-up of every workspace: whatever its tests and the programs they start lay down in the folder
 * for temporary files is gone when they end. Vitest ends its workers without telling them, and a run installs more
 * than a gigabyte.
 */
export default function useTemporaryFolder(): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
