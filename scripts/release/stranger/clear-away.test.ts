import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { clearAway, sweep } from "./clear-away.ts";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "clear-away-"));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

function folder(name: string, ageInHours = 0): string {
  const path = join(cache, name);
  mkdirSync(join(path, "node_modules"), { recursive: true });
  writeFileSync(join(path, "node_modules", "file"), "");
  const time = Date.now() / 1000 - ageInHours * 3600;
  utimesSync(path, time, time);
  return path;
}

const left = (): string[] => readdirSync(cache).sort();

it("a run's folder is out of the way at once, and gone soon after", async () => {
  const run = folder("run-1");
  clearAway(cache, run);
  expect(existsSync(run)).toBe(false);
  await vi.waitFor(() => expect(left()).toEqual([]), 20_000);
});

it("what interrupted runs left goes away, and neither peers nor a run of now", async () => {
  folder("trash-1");
  folder("run-old", 25);
  folder("unfinished-old", 25);
  const kept = ["peers-1", "run-new"];
  folder("peers-1", 1000);
  folder("run-new", 1);
  sweep(cache);
  await vi.waitFor(() => expect(left()).toEqual(kept), 20_000);
});
