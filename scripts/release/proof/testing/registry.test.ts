import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";

const started = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new Error("It ended before the registry was there.")));
  });

it("a test registry dies with the process that started it, even when that is killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "registry-starter-"));
  const starter = join(folder, "start.mjs");
  const registry = join(import.meta.dirname, "registry.ts");
  writeFileSync(
    starter,
    `const { startRegistry } = await import(${JSON.stringify(registry)});\nprocess.send((await startRegistry()).url);\n`,
  );
  const child = fork(starter, { env: { ...process.env, TMPDIR: folder } });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const url = String(await started(child));
  expect((await fetch(`${url}-/ping`)).ok).toBe(true);
  expect(readdirSync(folder).some((name) => name.startsWith("registry-"))).toBe(true);
  child.kill("SIGKILL");
  await vi.waitFor(() => expect(fetch(`${url}-/ping`)).rejects.toThrow(), 30_000);
});
