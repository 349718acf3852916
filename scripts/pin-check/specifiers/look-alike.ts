/** Why a text that looks like the pinned version is another one. */
export type LookAlike =
  | "spaces"
  | "non-ascii"
  | "v-prefix"
  | "build-metadata"
  | "leading-zero"
  | "capitals"
  | "longer"
  | "equals-sign";

/** Null when the text is the version itself, or resembles it in no known way. */
export function lookAlike(text: string, version: string): LookAlike | null {
  if (text === version) return null;
  const normalised = text.normalize("NFKC").replace(/[\s\p{Cf}\p{Cc}]/gu, "");
  const isAscii = /^[\x20-\x7e\s]*$/.test(text);
  if (!isAscii && resembles(foldDigits(normalised), version)) return "non-ascii";
  if (text !== text.trim() && resembles(text.trim(), version)) return "spaces";
  const bare = text.replace(/^=*\s*/, "");
  if (bare === version) return text === `=${version}` ? null : "equals-sign";
  if (/^v/i.test(bare) && bare.slice(1).trim() === version) return "v-prefix";
  if (bare.startsWith(`${version}+`)) return "build-metadata";
  if (bare.toLowerCase() === version.toLowerCase()) return "capitals";
  if (bare.replaceAll(/(^|[.-])0+(?=\d)/g, "$1") === version) return "leading-zero";
  if (bare.startsWith(version) && /^[0-9A-Za-z.-]/.test(bare.slice(version.length))) return "longer";
  return null;
}

function resembles(text: string, version: string): boolean {
  return text.replace(/^[=v]*/i, "").startsWith(version);
}

/** Digits of other scripts that compatibility normalisation leaves alone. */
function foldDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    // Decimal digits stand in runs of ten that begin at a multiple of the run's zero.
    const code = digit.codePointAt(0) ?? 0;
    for (let value = 0; value <= 9; value += 1) {
      const zero = String.fromCodePoint(code - value);
      if (/\p{Nd}/u.test(zero) && !/\p{Nd}/u.test(String.fromCodePoint(code - value - 1)))
        return String(value);
    }
    return digit;
  });
}
