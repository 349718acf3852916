import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { surviveFailedWrites, writeAll } from "../../src/cli/terminal.js";
import { createWorkspace, goodPackage, manifest, type Workspace } from "./sample-packages.js";
import { commandFile, runCommand, spawnCommand } from "./spawn-command.js";

const names = Array.from({ length: 6000 }, (_, index) => `missing${index}`);
const hostileName = "::error::\u001b[2J\u202e##[add-path]x\r\n::stop-commands::y.js";

let workspace: Workspace;

beforeAll(async () => {
  workspace = createWorkspace();
  await workspace.addTarball("large.tgz", {
    "package.json": manifest({ name: "large" }),
    "index.js": `export {\n${names.map((name) => `  ${name}`).join(",\n")}\n};\n`,
  });
  await workspace.addTarball("hostile.tgz", {
    ...goodPackage,
    "package.json": manifest({ name: hostileName, version: hostileName, exports: `./${hostileName}` }),
    [hostileName]: `export { \u202emissing${"\u001b[31m"} };\n`,
    "other.js": `import "./${JSON.stringify(hostileName).slice(1, -1)}.gone";\nexport { a\u200d };\n`,
  });
});
afterAll(() => workspace.remove());

describe("a reader", () => {
  it.each([["json"], ["text"], ["sarif"]])("that is slow gets a large report whole: %s", async (format) => {
    const child = spawnCommand(["large.tgz", "--format", format], workspace.path);
    child.stderr.resume();
    const closed = once(child, "close");
    let received = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      received += chunk;
      if (received.length < 400_000) await delay(15);
    }
    const [exitCode] = await closed;
    expect(exitCode).toBe(1);
    expect(received.length).toBeGreaterThan(600_000);
    if (format === "text") expect(received).toContain("✖ large@1.0.0: ");
    else expect(JSON.stringify(JSON.parse(received))).toContain(names.at(-1));
  });

  it("that goes away does not change the verdict", async () => {
    const child = spawnCommand(["large.tgz", "--format", "json"], workspace.path);
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const closed = once(child, "close");
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await closed).toEqual([1, null]);
    expect(stderr).toBe("");
  });
});

it.each(["EPIPE", "ECONNRESET"])("a stream that ends with %s has lost its reader", async (code) => {
  const closed = () =>
    new Writable({
      write: (_bytes, _encoding, callback) => callback(Object.assign(new Error(code), { code })),
    });
  const stream = closed();
  surviveFailedWrites(stream);
  expect(await writeAll(stream, "a".repeat(200_000))).toBe(false);
});

describe.runIf(process.platform !== "win32")("a pipe or a file of the system", () => {
  it("that is full at times gets a large report whole", async () => {
    const node = `"${process.execPath}"`;
    // Node's own stream makes a pipe never wait for its reader, for everybody who has it.
    const neighbour = `${node} -e 'process.stdout.write(""); console.error("ready"); setTimeout(() => {}, 60000)'`;
    const command = `${neighbour} & read start; ${node} "${commandFile}" large.tgz --format json; echo "exit $?" >&2; kill $!`;
    const child = spawn("sh", ["-c", `{ ${command}; } | { sleep 2; cat; }`], { cwd: workspace.path });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (text === "ready\n") child.stdin.end("start\n");
      stderr += text;
    });
    await once(child, "close");
    expect(stderr).toBe("ready\nexit 1\n");
    expect(JSON.stringify(JSON.parse(stdout))).toContain(names.at(-1));
  });

  it("gets both streams, one behind the other", () => {
    const log = join(workspace.path, "log");
    const file = openSync(log, "w");
    const argv = [commandFile, "large.tgz", "none.tgz", "--format", "json"];
    spawnSync(process.execPath, argv, { cwd: workspace.path, stdio: ["ignore", file, file] });
    closeSync(file);
    const text = readFileSync(log, "utf8");
    expect(text).toContain("bundle-check: none.tgz: ");
    expect(text.length).toBeGreaterThan(600_000);
  });

  it("that its reader closed does not change the verdict", () => {
    const command = `"${process.execPath}" "${commandFile}" large.tgz --format json`;
    const { stdout, stderr } = spawnSync("sh", ["-c", `{ ${command}; echo "exit $?" >&2; } | head -c 10`], {
      cwd: workspace.path,
      encoding: "utf8",
    });
    expect(stdout).toHaveLength(10);
    expect(stderr).toBe("exit 1\n");
  });
});

describe.runIf(process.platform === "linux")("a full disk", () => {
  const run = (redirections: string) => {
    const command = `exec "${process.execPath}" "${commandFile}" large.tgz ${redirections}`;
    return spawnSync("sh", ["-c", command], { cwd: workspace.path, timeout: 20_000, encoding: "utf8" });
  };

  it.each(["text", "json"])("that cannot take the report: %s", (format) => {
    const { status, stderr } = run(`--format ${format} > /dev/full`);
    expect(stderr).toMatch(/^bundle-check failed: ENOSPC[^\n]*\nThere is no room left to write to\.\n$/);
    expect(status).toBe(3);
  });

  it("that cannot take what went wrong either", () => {
    const { status, signal } = run("> /dev/full 2> /dev/full");
    expect([status, signal]).toEqual([3, null]);
  });
});

describe("a hostile package", () => {
  it.each(["text", "json", "github", "sarif"])(
    "cannot command a terminal or a build log: %s",
    async (format) => {
      const { stdout, stderr, exitCode } = await runCommand(["hostile.tgz", "-f", format], workspace.path);
      expect(exitCode).toBe(1);
      const printed = stdout + stderr;
      expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(printed).not.toContain("##[");
      for (const line of printed.split("\n")) {
        if (format === "github" && /^::(error|warning|notice)( file=[^:]*| title=[^:]*)?::/.test(line))
          continue;
        expect(line.trimStart().startsWith("::"), line).toBe(false);
      }
    },
  );

  it("keeps its names whole in JSON", async () => {
    const { stdout } = await runCommand(["hostile.tgz", "-f", "json"], workspace.path);
    expect(JSON.parse(stdout).target.name).toBe(hostileName);
  });
});

describe("an interrupted run", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("has no verdict and leaves nothing behind: %s", async (signal, expected) => {
    // A registry that takes the request and never answers.
    const registry = createServer();
    await once(registry.listen(0, "127.0.0.1"), "listening");
    const address = registry.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    const temporary = join(workspace.path, `temporary-${signal}`);
    mkdirSync(temporary);
    const child = spawnCommand(["some-package@1.0.0"], workspace.path, {
      npm_config_registry: `http://127.0.0.1:${address.port}/`,
      npm_config_cache: join(workspace.path, "npm-cache"),
      TMPDIR: temporary,
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    const closed = once(child, "close");
    await once(registry, "request");
    child.kill(signal);
    expect(await closed).toEqual([expected, null]);
    expect(stdout).toBe("");
    expect(readdirSync(temporary).filter((name) => name !== "node-compile-cache")).toEqual([]);
    registry.closeAllConnections();
    registry.close();
  });
});

describe("progress", () => {
  it("is not shown without a terminal", async () => {
    expect((await runCommand(["large.tgz", "-f", "json"], workspace.path)).stderr).toBe("");
  });
});
