import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { probePackage } from "../../src/probes/probe-package.js";
import { runChild } from "../../src/probes/run-child.js";
import { temporaryTestFolder, withEnvironment } from "../package-files/temporary-test-folder.js";
import { factsOf, moduleOf } from "./probe-fixture.js";

const command = (script: string) => ({
  executable: process.execPath,
  arguments: ["-e", script],
  directory: process.cwd(),
  environment: {},
  timeoutMilliseconds: 20_000,
});

describe("a child process", () => {
  it("tells how it ended, and the end of what it said", async () => {
    expect(await runChild(command("console.log('out'); console.error('err'); process.exit(7)"))).toEqual({
      kind: "exited",
      code: 7,
      signal: null,
      output: "out\n",
      errors: "err\n",
    });
  });

  it("that cannot be started is no failure of what it should have run", async () => {
    const outcome = await runChild({ ...command(""), executable: "/nowhere/node" });
    expect(outcome.kind).toBe("not-started");
  });

  it("ends when its time is over, whatever it ignores", async () => {
    const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    expect(await runChild({ ...command(script), timeoutMilliseconds: 500 })).toEqual({ kind: "timeout" });
  });

  it.runIf(process.platform === "linux")("ends when it takes too much memory", async () => {
    const script = "globalThis.kept = Buffer.alloc(400e6).fill(1); setInterval(() => {}, 1000)";
    expect(await runChild({ ...command(script), memoryBytes: 200e6 })).toEqual({ kind: "out-of-memory" });
  });

  it("does not wait for what it left behind with its pipes open", async () => {
    const started = performance.now();
    const script =
      "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref(); process.exit(0)";
    expect(await runChild(command(script))).toMatchObject({ kind: "exited", code: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

it("leaves nothing behind when it is interrupted", async () => {
  const temporary = temporaryTestFolder();
  withEnvironment({ TMPDIR: temporary });
  const interruption = new AbortController();
  const probing = probePackage(factsOf(moduleOf(`await new Promise(() => setInterval(() => {}, 1000));\n`)), {
    signal: interruption.signal,
  });
  const outcome = probing.then(
    () => "finished",
    (error: unknown) => error,
  );
  const folders = () => readdirSync(temporary).filter((name) => name.startsWith("bundle-check-"));
  while (!folders().some((name) => readdirSync(join(temporary, name)).includes("node_modules"))) {
    await delay(50);
  }
  await delay(500);
  interruption.abort(new Error("enough"));
  expect(await outcome).toEqual(new Error("enough"));
  expect(folders()).toEqual([]);
});
