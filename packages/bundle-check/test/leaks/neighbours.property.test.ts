import fc from "fast-check";
import { expect, test } from "vitest";
import { neighbours, type PackageText } from "../../src/rules/leaks/package-texts.js";

/** Files in one or several buffers, in the order of the buffers or in another. */
const texts = fc
  .array(fc.array(fc.record({ gap: fc.nat(4_000), length: fc.nat(600_000) }), { maxLength: 5 }), {
    maxLength: 3,
  })
  .chain((buffers) => {
    const files = buffers.flatMap((parts, index) => {
      const memory = new ArrayBuffer(parts.reduce((total, { gap, length }) => total + gap + length, 0));
      let offset = 0;
      return parts.map(({ gap, length }): PackageText => {
        const bytes = Buffer.from(memory, offset + gap, length);
        offset += gap + length;
        return { path: `${index}/${offset}`, bytes };
      });
    });
    return fc.oneof(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length }));
  });

test("every file is in one group, and its bytes are in those of the group", () => {
  let grouped = 0;
  fc.assert(
    fc.property(texts, (files) => {
      const groups = [...neighbours(files)];
      const inGroups = groups.flatMap((group) => group.files);
      expect(inGroups.length).toBe(files.length);
      expect(new Set(inGroups)).toEqual(new Set(files));
      for (const { files: members, bytes } of groups) {
        grouped += members.length > 1 ? 1 : 0;
        for (const member of members) {
          expect(member.bytes.buffer).toBe(bytes.buffer);
          const start = member.bytes.byteOffset - bytes.byteOffset;
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start + member.bytes.length).toBeLessThanOrEqual(bytes.length);
        }
        const alone = members.length === 1 ? (members[0]?.bytes.length ?? 0) : 0;
        expect(bytes.length).toBeLessThanOrEqual(Math.max(alone, 1024 * 1024));
      }
    }),
  );
  expect(grouped).toBeGreaterThan(10);
});

test("files of one memory are in the same groups whatever their order", () => {
  const shuffled = texts.chain((files) => fc.shuffledSubarray(files, { minLength: files.length }));
  fc.assert(
    fc.property(shuffled, (all) => {
      // All of the memory that the first file lies in: only one at a time is looked at.
      const files = all.filter(({ bytes }) => bytes.buffer === all[0]?.bytes.buffer);
      const inOrder = files.toSorted((left, right) => left.bytes.byteOffset - right.bytes.byteOffset);
      const pathsOf = (texts: readonly PackageText[]) =>
        [...neighbours(texts)].map((group) => group.files.map(({ path }) => path));
      expect(pathsOf(files).map((group) => group.toSorted())).toEqual(
        pathsOf(inOrder).map((group) => group.toSorted()),
      );
    }),
  );
});
