import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BatteryCase } from "./battery-case.ts";

/** Lays the files of a case out in a folder that is gone afterwards. */
export async function within<Result>(
  { files }: BatteryCase,
  use: (root: string) => Promise<Result> | Result,
) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pin-check-battery-")));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
