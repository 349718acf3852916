import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayHoldSecret, mayHoldToken } from "../../src/rules/leaks/may-hold-secret.js";
import { secretFormats } from "../../src/rules/leaks/secret-formats.js";

const mayHold = (text: string) => mayHoldSecret(Buffer.from(text));

/** What the pattern itself matches, wherever it stands; half of it without `-` where that may be missing. */
function tokenOf(pattern: RegExp): fc.Arbitrary<string> {
  const token = pattern.source.replace(/\(\?<?!\[[^\]]+\]\)/g, "");
  const sources = [token, token.replaceAll("[\\w-]", "[A-Za-z0-9]")];
  return fc.oneof(...sources.map((source) => fc.stringMatching(new RegExp(`^(?:${source})$`))));
}

/** Texts that come close: parts of tokens, runs of every length, and what is in no run. */
const around = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.stringMatching(/^[\w-]{0,80}$/),
      fc.constantFrom("npm_", "AKIA", "sk-", "SG.", "/services/T", "-----BEGIN ", "\n", " ", '"', "./"),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** Texts are searched in pieces of this many bytes. */
const pieceLength = 65_536;
const filler = "export const something = 1;\n".repeat(5_000);

const runs = Number(process.env.FUZZ_RUNS ?? 300);

describe("a file that holds a secret is never passed over", () => {
  it.each(secretFormats.map(({ kind, mark, pattern }) => [kind, mark, pattern] as const))(
    "%s (%s)",
    (_kind, _mark, pattern) => {
      fc.assert(
        fc.property(around, tokenOf(pattern), around, (before, token, behind) => {
          expect(mayHold(before + token + behind)).toBe(true);
          // These are looked for wherever anything is.
          if (/T3BlbkFJ|hooks\.slack\.com\/services\/T/.test(token)) return;
          expect(mayHoldToken(Buffer.from(before + token + behind))).toBe(true);
        }),
        { numRuns: runs },
      );
    },
  );

  it.each(secretFormats.map(({ kind, mark, pattern }) => [kind, mark, pattern] as const))(
    "%s (%s), where two pieces meet",
    (_kind, _mark, pattern) => {
      fc.assert(
        fc.property(tokenOf(pattern), fc.integer({ min: -150, max: 80 }), (token, offset) => {
          const before = filler.slice(0, pieceLength + offset);
          expect(mayHold(`${before}"${token}"${filler}`)).toBe(true);
        }),
        { numRuns: runs },
      );
    },
  );

  it.each(["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "PGP "])("%sPRIVATE KEY", (label) => {
    fc.assert(
      fc.property(around, around, (before, behind) => {
        const text = `${before}-----BEGIN ${label}PRIVATE KEY-----${behind}`;
        expect(mayHold(text)).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});

describe("a file is passed over", () => {
  it.each([
    ["with long names", "export function getReadableByteStreamControllerOfTheStream() {}\n"],
    [
      "with encoded data",
      `export const data = "${Buffer.alloc(3_000, "\x8e\x25\x0b\x9f").toString("base64")}";\n`,
    ],
    [
      "with names of many words",
      "const a_name_of_very_many_words_in_a_row = 'and-a-class-name-of-many-words';\n",
    ],
    [
      "with the beginning of a token",
      'const isToken = (text) => text.startsWith("ghp_") || text.startsWith("sk-ant-");\n',
    ],
  ])("%s", (_title, text) => {
    expect(mayHold(text)).toBe(false);
  });
});
