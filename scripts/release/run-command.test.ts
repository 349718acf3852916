import { describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

const options = { cwd: process.cwd(), timeout: 20_000 };
const node = (script: string, timeout = options.timeout) =>
  runCommand(process.execPath, ["-e", script], { ...options, timeout });

describe("a command", () => {
  it("gives its exit code and both outputs, whole", async () => {
    const result = await node("console.log('x'.repeat(300000)); console.error('why'); process.exitCode = 7");
    expect(result).toMatchObject({ exitCode: 7, stderr: "why\n" });
    expect(result.stdout).toHaveLength(300_001);
    expect(result.interruption).toBeUndefined();
  });

  it("has no standard input to wait for", async () => {
    const result = await node("process.stdin.on('data', () => {}).on('end', () => console.log('end'))");
    expect(result).toMatchObject({ exitCode: 0, stdout: "end\n" });
  });

  it("is stopped when it hangs", async () => {
    const result = await node("setInterval(() => {}, 1000)", 500);
    expect(result).toMatchObject({ exitCode: null, interruption: "stopped after 0.5 s without an answer" });
  });

  it("is stopped when a process it started holds its output open", async () => {
    const hold = "require('child_process').spawn('sleep', ['5'], { stdio: 'inherit' })";
    const started = Date.now();
    const result = await node(`${hold}; setInterval(() => {}, 1000)`, 500);
    expect(result.exitCode).toBeNull();
    expect(Date.now() - started).toBeLessThan(4000);
  });

  it("has no exit code when it cannot be started", async () => {
    const result = await runCommand("no-such-command-here", [], options);
    expect(result).toMatchObject({
      exitCode: null,
      interruption: expect.stringContaining("could not be started"),
    });
  });

  it("has no exit code when it is killed", async () => {
    const result = await node("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)");
    expect(result).toMatchObject({ exitCode: null, interruption: "stopped by SIGTERM" });
  });
});
