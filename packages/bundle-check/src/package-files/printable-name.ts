/** Control and formatting characters: they could rewrite what a terminal shows. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const LONGEST = 120;

/** A name that came from outside, safe to print and short enough for a message. */
export function printableName(name: string): string {
  const printable = name.replace(UNPRINTABLE, "\ufffd");
  return printable.length > LONGEST ? `${printable.slice(0, LONGEST - 1)}…` : printable;
}
