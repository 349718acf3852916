import { once } from "node:events";
import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { MAX_ENTRIES } from "../../src/package-files/limits.js";
import { readTarball } from "../../src/package-files/read-tarball.js";
import { packageTarball, paxRecord, type TarBlockEntry, tarArchive, tarEntry } from "./tar-blocks.js";

const MEGABYTE = 1024 * 1024;
const read = (bytes: Uint8Array) => readTarball(bytes, { spec: "x.tgz" });

interface Cost {
  readonly milliseconds: number;
  /** The most memory the process ever had, the making of the archive included. */
  readonly peakMegabytes: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const start = performance.now();
  await work();
  const milliseconds = performance.now() - start;
  const cost = { milliseconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  if (process.env.SHOW_COSTS !== undefined) console.log(cost);
  return cost;
}

/** A gzip of these blocks, which are never all in memory at once. */
async function compressed(blocks: Iterable<Buffer>): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const output: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => output.push(chunk));
  for (const block of blocks) {
    if (!gzip.write(block)) await once(gzip, "drain");
  }
  gzip.end();
  await once(gzip, "end");
  return Buffer.concat(output);
}

function* repeated(block: Buffer, times: number): Generator<Buffer> {
  for (let index = 0; index < times; index += 1) yield block;
}

const zeros = Buffer.alloc(16 * MEGABYTE);

function* twoGigabytesInFiles(): Generator<Buffer> {
  for (let index = 0; index < 128; index += 1) {
    yield tarEntry({ name: `package/zeros-${index}`, claimedSize: zeros.length });
    yield zeros;
  }
}

function tarEntries(count: number, entry: TarBlockEntry): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => tarEntry(entry)));
}

describe("a decompression bomb", () => {
  test("768 MB behind the end of the archive is stopped, and kept nowhere", async () => {
    const archive = tarArchive([{ name: "package/package.json", content: "{}" }]);
    const bomb = await compressed([archive, ...repeated(zeros, 48)]);
    const cost = await costOf(() => expect(read(bomb)).rejects.toThrow(/unpacks to more than 512 MB/));
    expect(cost.milliseconds).toBeLessThan(15_000);
    expect(cost.peakMegabytes).toBeLessThan(500);
  });

  test("one file of 2 GB is refused at its header", async () => {
    const header = tarEntry({ name: "package/zeros", claimedSize: 2048 * MEGABYTE });
    const bomb = await compressed([header, ...repeated(zeros, 8)]);
    const cost = await costOf(() => expect(read(bomb)).rejects.toThrow(/larger than 256 MB/));
    expect(cost.milliseconds).toBeLessThan(2_000);
    expect(cost.peakMegabytes).toBeLessThan(500);
  });

  test("2 GB in files is stopped after a quarter", async () => {
    const bomb = await compressed(twoGigabytesInFiles());
    expect(bomb.length).toBeLessThan(4 * MEGABYTE);
    const cost = await costOf(() => expect(read(bomb)).rejects.toThrow(/unpacks to more than 512 MB/));
    expect(cost.milliseconds).toBeLessThan(15_000);
    // The files read so far, once.
    expect(cost.peakMegabytes).toBeLessThan(1000);
  });
});

describe("the number of entries", () => {
  test("100,000 files are read within seconds", async () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => ({
      name: `package/icons/${index % 300}/icon-${index}.js`,
      content: `export default ${index};`,
    }));
    const bytes = gzipSync(tarArchive([{ name: "package/package.json", content: "{}" }, ...entries]), {
      level: 1,
    });
    const cost = await costOf(async () => {
      const { files } = await read(bytes);
      expect(files.paths.length).toBe(100_001);
      expect(files.text("icons/299/icon-99899.js")).toBe("export default 99899;");
    });
    expect(cost.milliseconds).toBeLessThan(8_000);
  });

  test("more than the limit are refused, of whatever type", async () => {
    const folders = tarEntries(1000, { name: "package/same/", type: "5" });
    const bomb = await compressed(repeated(folders, MAX_ENTRIES / 1000 + 1));
    const cost = await costOf(() => expect(read(bomb)).rejects.toThrow(/more than 200,000 entries/));
    expect(cost.milliseconds).toBeLessThan(8_000);
  });

  test("extended headers without end are stopped by the total size", async () => {
    const headers = tarEntries(1000, { name: "x", type: "g", content: paxRecord("path", "a") });
    const bomb = await compressed(repeated(headers, 600));
    const cost = await costOf(() => expect(read(bomb)).rejects.toThrow(/unpacks to more than 512 MB/));
    expect(cost.milliseconds).toBeLessThan(15_000);
  });
});

describe("the length of a path", () => {
  const longName = (name: string) =>
    packageTarball({ name: "././@LongLink", type: "L", content: `${name}\0` }, { name: "cut", content: "x" });

  test("10,000 folders deep", async () => {
    await expect(read(longName(`package/${"d/".repeat(10_000)}a.js`))).rejects.toThrow(
      /name longer than 4096 bytes/,
    );
  });

  test("1,100 folders deep, which npm does not unpack", async () => {
    await expect(read(longName(`package/${"d/".repeat(1100)}a.js`))).rejects.toThrow(
      /more than 1024 folders deep/,
    );
  });

  test("as long as a file system allows", async () => {
    const path = `${"folder-name/".repeat(300)}a.js`;
    expect((await read(longName(`package/${path}`))).files.has(path)).toBe(true);
  });
});
