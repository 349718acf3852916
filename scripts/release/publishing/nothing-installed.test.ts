import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

/** Every file that a command's start reads, and every other thing that it imports. */
function reach(entry: string): { files: string[]; others: string[] } {
  const files = new Set<string>();
  const others = new Set<string>();
  const pending = [entry];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    const text = readFileSync(path, "utf8").replace(/^import type .*$/gm, "");
    for (const [, specifier = ""] of text.matchAll(/(?:\bfrom |\bimport\(|^import )"([^"]+)"/gm)) {
      if (specifier.startsWith(".")) pending.push(join(dirname(path), specifier));
      else others.add(specifier);
    }
  }
  return { files: [...files], others: [...others].sort() };
}

describe("the job that may publish installs nothing, so", () => {
  it.each(["scripts/release/release.ts", "scripts/release/what-is-due.ts"])(
    "%s needs nothing but Node",
    (entry) => {
      const { files, others } = reach(entry);
      expect(files.length).toBeGreaterThan(5);
      expect(files.filter((path) => !existsSync(path))).toEqual([]);
      expect(others.filter((specifier) => !specifier.startsWith("node:"))).toEqual([]);
    },
  );
});
