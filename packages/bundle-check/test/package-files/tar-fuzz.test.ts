import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { extract } from "tar/extract";
import { expect, test } from "vitest";
import { UnreadableTargetError } from "../../src/package-files/package-files.js";
import { readTarball } from "../../src/package-files/read-tarball.js";
import { paxRecord, type TarBlockEntry, tarArchive, tarEntry } from "./tar-blocks.js";
import { temporaryTestFolder } from "./temporary-test-folder.js";

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);

const name = fc.oneof(
  fc.string({ unit: "binary", maxLength: 120 }),
  fc
    .array(fc.constantFrom("package", "a", "b.js", "..", ".", "", "C:", "\\", "é"), { maxLength: 6 })
    .map((parts) => parts.join("/")),
);
const entry: fc.Arbitrary<TarBlockEntry> = fc.record(
  {
    name,
    type: fc.constantFrom("0", "\0", "1", "2", "3", "5", "6", "7", "x", "g", "L", "K", "S", "Z"),
    content: fc.oneof(
      fc.uint8Array({ maxLength: 1500 }),
      fc
        .tuple(fc.constantFrom("path", "linkpath", "size", "type", "__proto__", "mtime"), fc.string())
        .map(([key, value]) => paxRecord(key, value)),
    ),
    link: name,
    prefix: name,
    claimedSize: fc.oneof({ weight: 5, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(5000) }),
  },
  { requiredKeys: ["name"] },
);

function blocks(entries: readonly TarBlockEntry[]): Buffer {
  return tarArchive(
    entries.map(({ claimedSize, ...rest }) =>
      claimedSize === undefined || claimedSize < 0 ? rest : { ...rest, claimedSize },
    ),
  );
}

/** Whatever the bytes are: files, or the one error that says the target cannot be read. Never late. */
async function isJudgedOrRefused(bytes: Uint8Array): Promise<void> {
  const start = performance.now();
  try {
    const { files } = await readTarball(bytes, { spec: "fuzz.tgz" });
    for (const path of files.paths) {
      expect(path.split("/")).not.toContain("..");
      expect(path.startsWith("/")).toBe(false);
      expect(files.bytes(path).byteLength).toBe(files.size(path));
      files.text(path);
    }
  } catch (error) {
    if (!(error instanceof UnreadableTargetError)) throw error;
  }
  expect(performance.now() - start).toBeLessThan(2_000);
}

const valid = gzipSync(
  tarArchive([
    { name: "package/package.json", content: '{"name":"a"}' },
    { name: "PaxHeader", type: "x", content: paxRecord("path", `package/${"x".repeat(120)}.js`) },
    { name: "package/x.js", content: "export {}".repeat(300) },
  ]),
);

test("random bytes", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 4096 }), isJudgedOrRefused), { numRuns: RUNS });
});

test("a valid tarball cut off anywhere is never accepted", async () => {
  for (let length = 0; length < valid.length; length += 1) {
    await expect(readTarball(valid.subarray(0, length), { spec: "cut.tgz" })).rejects.toThrow(
      UnreadableTargetError,
    );
  }
});

test("a valid tarball with changed bytes", async () => {
  const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const bytes = Buffer.from(valid);
      for (const [index, value] of changes) bytes[index] = value;
      await isJudgedOrRefused(bytes);
    }),
    { numRuns: RUNS },
  );
});

test("an archive of strange entries, with changed header bytes", async () => {
  const change = fc.tuple(fc.nat(511), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 6 }),
      fc.array(change, { maxLength: 2 }),
      async (entries, changes) => {
        const bytes = blocks(entries);
        for (const [index, value] of changes) bytes[index] = value;
        await isJudgedOrRefused(bytes);
        await isJudgedOrRefused(gzipSync(bytes));
      },
    ),
    { numRuns: RUNS },
  );
});

/** The files npm's own extraction leaves: node-tar, the first folder stripped, links left out. */
async function installedFiles(archive: Buffer): Promise<Map<string, string>> {
  const folder = temporaryTestFolder();
  const file = join(folder, "a.tar");
  const target = join(folder, "out");
  writeFileSync(file, archive);
  mkdirSync(target);
  await extract({
    file,
    cwd: target,
    strip: 1,
    filter: (_path, item) => !("type" in item && /Link$/.test(item.type)),
  });
  const files = new Map<string, string>();
  for (const item of readdirSync(target, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const path = join(item.parentPath, item.name);
    files.set(path.slice(target.length + 1), readFileSync(path, "latin1"));
  }
  return files;
}

test("what is accepted is what npm would install", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 5 }), async (entries) => {
      const archive = Buffer.concat([
        tarEntry({ name: "package/package.json", content: "{}" }),
        blocks(entries),
      ]);
      const opened = await readTarball(archive, { spec: "a.tar" }).catch(() => null);
      if (opened === null) return;
      compared += 1;
      const installed = await installedFiles(archive);
      const read = new Map(
        opened.files.paths.map((path) => [path, Buffer.from(opened.files.bytes(path)).toString("latin1")]),
      );
      expect(read).toEqual(installed);
    }),
    { numRuns: RUNS },
  );
  // Otherwise nearly all archives were refused and nothing was shown.
  expect(compared).toBeGreaterThan(RUNS / 20);
});
