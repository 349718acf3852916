import fc from "fast-check";
import { Header } from "tar/header";
import { expect, test } from "vitest";
import { readPlainHeader } from "../../src/package-files/plain-header.js";
import { tarEntry } from "./tar-blocks.js";

const runs = Number(process.env.FUZZ_RUNS ?? 3_000);

const part = (maxLength: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[\w./@-]*$/, { maxLength }) },
    { weight: 2, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength }) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength }) },
  );

/** NUL, a line feed, a space, digits, a high byte. */
const strange = fc.constantFrom(0, 10, 32, 48, 49, 128);

/** A header, the checksum right again after some of its bytes were changed, or wrong after more of them were. */
const header = fc
  .record({
    name: part(110),
    prefix: fc.oneof(fc.constant(""), part(160)),
    link: fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: part(20) }),
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant("0") },
      { weight: 1, arbitrary: fc.string({ maxLength: 1 }) },
    ),
    claimedSize: fc.oneof(fc.nat(), fc.nat(8 ** 11)),
    changes: fc.array(fc.tuple(fc.nat(511), fc.oneof(fc.nat(255), strange)), { maxLength: 2 }),
    laterChanges: fc.array(fc.tuple(fc.integer({ min: 140, max: 260 }), strange), { maxLength: 1 }),
  })
  .map(({ changes, laterChanges, ...entry }) => {
    const block = tarEntry(entry).subarray(0, 512);
    for (const [at, byte] of changes) block[at] = byte;
    block.fill(" ", 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    for (const [at, byte] of laterChanges) block[at] = byte;
    return block;
  });

test("what is read from a plain header is what node-tar reads", () => {
  let plain = 0;
  fc.assert(
    fc.property(header, (block) => {
      const read = readPlainHeader(block);
      if (read === null) return;
      plain += 1;
      const { path, size, type, linkpath, cksumValid, nullBlock } = new Header(block);
      expect({ path, size, type, linkpath, cksumValid, nullBlock }).toEqual({
        path: read.name,
        size: read.size,
        type: "File",
        linkpath: "",
        cksumValid: true,
        nullBlock: false,
      });
    }),
    { numRuns: runs },
  );
  expect(plain).toBeGreaterThan(runs / 10);
});

test("a checksum that has no end of its own is left to node-tar, for which it goes on with the type", () => {
  const block = tarEntry({ name: "package/a.js" }).subarray(0, 512);
  const sum = Number.parseInt(block.toString("latin1", 148, 154), 8);
  block.write(sum.toString(8).padStart(8, "0"), 148);
  expect(new Header(block).cksumValid).toBe(false);
  expect(readPlainHeader(block)).toBeNull();
});

test("the header of an ordinary file is plain", () => {
  const [prefix, name] = [`package/${"folder/".repeat(15)}folder`, `${"long-".repeat(15)}name.d.ts`];
  expect(readPlainHeader(tarEntry({ name: "package/index.js", content: "export {};" }))).toEqual({
    name: "package/index.js",
    size: 10,
  });
  expect(readPlainHeader(tarEntry({ name, prefix }))).toEqual({ name: `${prefix}/${name}`, size: 0 });
  const packed = new Header({
    path: "package/a.js",
    size: 7,
    type: "File",
    mode: 0o644,
    mtime: new Date(1e12),
  });
  packed.encode();
  expect(packed.block && readPlainHeader(packed.block)).toEqual({ name: "package/a.js", size: 7 });
});
