import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

const day = 24 * 60 * 60 * 1000;

/**
 * Removes a run's folder in a process of its own, after taking it out of the way. Consumers have tens of thousands
 * of files, and whoever waits for the verdict should not wait for their removal too.
 */
export function clearAway(cache: string, folder: string): void {
  const trash = mkdtempSync(join(cache, "trash-"));
  renameSync(folder, join(trash, "folder"));
  removeBehind(trash);
}

/** What an earlier run could not remove: its removal was interrupted, or the run itself was killed. */
export function sweep(cache: string, now = Date.now()): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const abandoned = /^(?:run|unfinished)-/.test(name) && now - modifiedAt(path, now) > day;
    if (name.startsWith("trash-") || abandoned) removeBehind(path);
  }
}

function modifiedAt(path: string, now: number): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    // Gone meanwhile.
    return now;
  }
}

function removeBehind(path: string): void {
  const script =
    "require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 3 })";
  spawn(process.execPath, ["--eval", script, path], { cwd: "/", detached: true, stdio: "ignore" }).unref();
}
