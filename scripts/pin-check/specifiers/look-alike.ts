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
  if (!/^[\x20-\x7e\s]*$/.test(text)) return "non-ascii";
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
