/**
 * What most tokens have in them. It begins with characters that are rare, to which an engine skips many others at a
 * time; the letters before them, then the run of characters behind them rule out nearly every other word.
 */
const joined =
  /[-_](?<=(?:pm|h[pousr]|at|ve|hf|sk|pi|v1|PX|x[abprs])[-_])(?=[\w-]{20})(?<=(?:npm|gh[pousr]|github_pat|glpat|[sr]k_live|hf|gsk|pypi|dop_v1|dckr_pat|GOCSPX|xox[abprs])[-_]|sk-(?=ant-|or-v1-|proj-))/;

/**
 * The tokens that need not have either. Each alone, because for two of them at once an engine looks at all characters,
 * and each with a part that is searched fastest.
 */
const others = [
  { part: "KIA", sign: /AKIA[A-Z2-7]{16}/ },
  { part: "SIA", sign: /ASIA[A-Z2-7]{16}/ },
  { part: "SG.", sign: /SG\.[\w-]{22}\./ },
];

/**
 * Parts of OpenAI's mark, of `hooks.slack.com/services` and of `PRIVATE KEY` that are searched fastest: at most seven
 * characters, and the first of them rare.
 */
const parts = ["T3BlbkF", "k.com/s", "VATE KE"];

/** In bytes. Longer texts are not kept where others were before, so that to make one costs more than to search it. */
const pieceLength = 65_536;

/** In bytes; all signs are shorter, with what has to stand around them. */
const overlap = 64;

/**
 * False when bytes surely have neither a private key nor a token of the known formats, as those of nearly every file.
 * Several times faster than searching them for the marks of all formats; true for what has such bytes in it.
 */
export function mayHoldSecret(bytes: Buffer): boolean {
  return parts.some((part) => bytes.includes(part)) || mayHoldToken(bytes);
}

/** False when all that bytes may hold is a private key, or what has a mark of some length. */
export function mayHoldToken(bytes: Buffer): boolean {
  const signs = others.filter(({ part }) => bytes.includes(part));
  for (let start = 0; ; start += pieceLength) {
    const end = start + pieceLength + overlap;
    const text = bytes.toString("latin1", start, end);
    if (joined.test(text) || signs.some(({ sign }) => sign.test(text))) return true;
    if (end >= bytes.length) return false;
  }
}
