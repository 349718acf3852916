import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Path -> text, bytes, or an object that becomes JSON. */
export type ScratchFiles = Readonly<Record<string, string | Uint8Array | object>>;

/** A repository in a temporary folder that goes away with the test file. */
export function scratchRepository(files: ScratchFiles): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pin-check-")));
  made.push(root);
  writeFiles(root, files);
  return root;
}

export function writeFiles(root: string, files: ScratchFiles): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      typeof content === "string" || content instanceof Uint8Array
        ? content
        : `${JSON.stringify(content, null, 2)}\n`,
    );
  }
}
