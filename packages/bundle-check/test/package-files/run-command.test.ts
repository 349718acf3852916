import { describe, expect, test } from "vitest";
import { findExecutable } from "../../src/package-files/find-executable.js";
import { managerEnvironment } from "../../src/package-files/manager-environment.js";
import { redactSecrets } from "../../src/package-files/redact-secrets.js";
import { lastLines, runCommand } from "../../src/package-files/run-command.js";

const node = (script: string, more: { timeoutMilliseconds?: number; signal?: AbortSignal } = {}) =>
  runCommand({ executable: process.execPath, arguments: ["-e", script], directory: process.cwd(), ...more });

describe("a program", () => {
  test("gives its code, output and errors", async () => {
    expect(await node("console.log('o'); console.error('e'); process.exit(3)")).toEqual({
      kind: "exited",
      code: 3,
      output: "o\n",
      errors: "e\n",
    });
  });

  test("receives its arguments as they are, never through a shell", async () => {
    const outcome = await runCommand({
      executable: process.execPath,
      arguments: ["-p", "process.argv[1]", "$(echo x); `y` && z"],
      directory: process.cwd(),
    });
    expect(outcome).toMatchObject({ output: "$(echo x); `y` && z\n" });
  });

  test("that hangs is ended, also when it does not want to", async () => {
    const start = performance.now();
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    expect(await node(stubborn, { timeoutMilliseconds: 300 })).toEqual({ kind: "timed-out" });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("that leaves a child with the output open does not hang the caller", async () => {
    const child = `require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 9000)"], { stdio: "inherit" })`;
    const start = performance.now();
    expect(await node(child, { timeoutMilliseconds: 300 })).toEqual({ kind: "timed-out" });
    expect(performance.now() - start).toBeLessThan(6_000);
  });

  test("is ended by the signal", async () => {
    const reason = new Error("interrupted");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 200);
    await expect(node("setInterval(() => {}, 1000)", { signal: controller.signal })).rejects.toBe(reason);
  });

  test("that cannot be started", async () => {
    const outcome = await runCommand({ executable: "/nowhere/npm", arguments: [], directory: process.cwd() });
    expect(outcome).toMatchObject({ kind: "not-started" });
  });

  test("that writes without end keeps only the end", async () => {
    const outcome = await node(
      "const x='x'.repeat(1e6); for (let i=0;i<20;i++) process.stderr.write(x); process.stderr.write('end')",
    );
    expect(outcome.kind === "exited" && outcome.errors.length).toBeLessThan(600_000);
    expect(outcome.kind === "exited" && outcome.errors.endsWith("end")).toBe(true);
  });
});

test("credentials are not shown", () => {
  const said = [
    "npm error //registry.example.test/:_authToken=abc123",
    "npm error Authorization: Bearer eyJhbGci.x-y_z",
    "npm error token npm_0123456789abcdefghijABCDEFGHIJ012345",
    "npm error fetch https://user:pass@registry.example.test/a",
    "npm error _password = c2VjcmV0",
    "npmAuthToken: s3cret",
  ].join("\n");
  const shown = redactSecrets(said);
  for (const secret of [
    "abc123",
    "eyJhbGci",
    "0123456789abcdefghij",
    "pass@",
    "user:",
    "c2VjcmV0",
    "s3cret",
  ]) {
    expect(shown).not.toContain(secret);
  }
  expect(shown).toContain("registry.example.test/a");
  expect(lastLines("a\n\nb\r\nc\n", 2)).toBe("b\nc");
});

test("programs are found on PATH, but not relative to the current folder", () => {
  expect(findExecutable("node")).toMatch(/^\/.*node$/);
  expect(findExecutable("node", "node_modules/.bin:.:")).toBeUndefined();
  expect(findExecutable("no-such-program-here")).toBeUndefined();
});

test("a surrounding npm does not decide how packages are packed", () => {
  const environment = managerEnvironment({
    npm_config_dry_run: "true",
    NPM_CONFIG_WORKSPACES: "true",
    npm_config_registry: "https://registry.example.test/",
  });
  expect(environment).toMatchObject({
    npm_config_ignore_scripts: "true",
    npm_config_registry: "https://registry.example.test/",
  });
  expect(Object.keys(environment)).not.toContain("npm_config_dry_run");
  expect(Object.keys(environment)).not.toContain("NPM_CONFIG_WORKSPACES");
});
