import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openPackage } from "../../src/package-files/open-package.js";
import { packageTarball } from "./tar-blocks.js";
import { temporaryTestFolder, withEnvironment } from "./temporary-test-folder.js";

const BROKEN_RELEASE = "@elizaos/plugin-openrouter@2.0.0-alpha.12";

test("a published release, byte for byte what the registry promises", async () => {
  const temporary = temporaryTestFolder();
  withEnvironment({ TMPDIR: temporary });
  const promised: unknown = JSON.parse(
    execFileSync("npm", ["view", BROKEN_RELEASE, "dist.integrity", "--json"], {
      encoding: "utf8",
      cwd: temporary,
    }),
  );
  const { target, files } = await openPackage(BROKEN_RELEASE);
  expect(target).toEqual({
    spec: BROKEN_RELEASE,
    kind: "registry",
    integrity: promised,
    tarballSize: expect.any(Number),
    directory: null,
  });
  expect(files.paths).toContain("dist/node/index.node.js");
  expect(files.text("dist/node/index.node.js")).toContain("export {");
  expect(readdirSync(temporary).filter((name) => name.startsWith("bundle-check-"))).toEqual([]);
});

/** A registry of this machine that answers as told, and npm configured for it. */
async function registry(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  withEnvironment({
    npm_config_registry: url,
    npm_config_fetch_retries: "0",
    npm_config_cache: temporaryTestFolder(),
    TMPDIR: temporaryTestFolder(),
  });
  return url;
}

function answering(status: number, body: object = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
}

async function messageFor(spec: string): Promise<string> {
  const error: unknown = await openPackage(spec).then(
    () => new Error("was opened"),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "UnreadableTargetError", spec });
  expect(readdirSync(process.env.TMPDIR ?? "").filter((name) => name.startsWith("bundle-check-"))).toEqual(
    [],
  );
  return error instanceof Error ? error.message : "";
}

describe("a registry that does not deliver", () => {
  test("because there is no such package", async () => {
    await registry(answering(404));
    expect(await messageFor("nothing-here")).toMatch(/^The registry has no package nothing-here/);
  });

  test("because there is no such version", async () => {
    await registry(
      answering(200, {
        name: "a",
        "dist-tags": { latest: "1.0.0" },
        versions: { "1.0.0": { name: "a", version: "1.0.0" } },
      }),
    );
    expect(await messageFor("a@2.0.0")).toBe("The registry has a, but no version that fits a@2.0.0.");
    expect(await messageFor("a@next")).toBe("The registry has a, but no version that fits a@next.");
  });

  test.for([401, 403])("because it does not allow it (%i)", async (status) => {
    await registry(answering(status));
    expect(await messageFor("a")).toMatch(/does not allow npm to read a \(E40[13]\)/);
  });

  test("because nobody listens", async () => {
    withEnvironment({ npm_config_registry: "http://127.0.0.1:9/", TMPDIR: temporaryTestFolder() });
    const start = performance.now();
    expect(await messageFor("a")).toMatch(/cannot be reached \(ECONNREFUSED\)/);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test("because it is broken", async () => {
    await registry(answering(500, { error: "out of order" }));
    expect(await messageFor("a")).toMatch(/^npm could not fetch a:\n.*500/s);
  });

  test("because the bytes are not those it promised", async () => {
    const url: string = await registry((request, response) => {
      if (request.url?.endsWith(".tgz")) response.end(packageTarball());
      else {
        const dist = { tarball: `${url}a.tgz`, integrity: `sha512-${"A".repeat(86)}==` };
        const release = { name: "a", version: "1.0.0", dist };
        response.end(
          JSON.stringify({ name: "a", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": release } }),
        );
      }
    });
    expect(await messageFor("a")).toMatch(/not those the registry promises/);
  });

  test("because it never answers, and the user gives up", async () => {
    await registry(() => {});
    const reason = new Error("interrupted");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 1500);
    await expect(openPackage("a", { signal: controller.signal })).rejects.toBe(reason);
    expect(readdirSync(process.env.TMPDIR ?? "").filter((name) => name.startsWith("bundle-check-"))).toEqual(
      [],
    );
  });
});

test("an exact version that is newer than npm's cached list is still found", async () => {
  const versions: Record<string, object> = {};
  const url: string = await registry((request, response) => {
    if (request.url?.endsWith(".tgz")) response.end(packageTarball());
    else response.end(JSON.stringify({ name: "a", "dist-tags": { latest: "1.0.0" }, versions }));
  });
  versions["1.0.0"] = { name: "a", version: "1.0.0", dist: { tarball: `${url}a.tgz` } };
  expect((await openPackage("a@1.0.0")).files.paths).toEqual(["package.json"]);
  versions["1.0.1"] = { name: "a", version: "1.0.1", dist: { tarball: `${url}a.tgz` } };
  expect((await openPackage("a@1.0.1")).files.paths).toEqual(["package.json"]);
});

describe("a path and a name that look alike", () => {
  test("what exists on disk wins", async () => {
    const folder = temporaryTestFolder();
    mkdirSync(join(folder, "react"));
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(() => process.chdir(before));
    await expect(openPackage("react")).rejects.toThrow(/folder's package.json does not exist/);
  });

  test.for(["./react", "../react", "/react", "react.tgz", "react.tar.gz", "react.tar", ".react"])(
    "%s is a path although it does not exist",
    async (spec) => {
      await expect(openPackage(spec)).rejects.toThrow("The file or folder does not exist.");
    },
  );

  test("an address is not fetched", async () => {
    withEnvironment({ PATH: "" });
    await expect(openPackage("git+ssh://example.test/a.git")).rejects.toThrow(
      /git repositories and aliases are not fetched/,
    );
    await expect(openPackage("react")).rejects.toThrow(/npm is not on PATH/);
  });
});
