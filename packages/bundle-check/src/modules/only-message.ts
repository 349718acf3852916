import type { DeclaredValues } from "../declarations/declared-values.js";
import type { ModuleFacts } from "./module-facts.js";

/** Characters of a file that is nothing but a message. */
const longestMessage = 2_000;

/** Characters in which the message stands, behind a licence. */
const longestHead = 10_000;

/** What bundlers write before the first statement of a module. */
const frame = /^([\s;]|\(?\(\) ?=> ?\{|\(function ?\(\) ?\{|(var|let|const) \w+ ?= ?\{\};)*/;

/**
 * Loading the file does nothing but tell whoever came to the wrong place where to go: it throws (@jest/globals), or
 * all of it is one line for the console (bugsnag-js). It exports nothing on purpose.
 */
export function isOnlyMessage({ throwsAtLoad, requests, source: { text } }: ModuleFacts): boolean {
  if (throwsAtLoad) return true;
  if (text.length > longestMessage) return false;
  if (requests.length > 0) return isFailedAssertion(text);
  const code = withoutTexts(text).replace(frame, "");
  if (/^throw new \w*Error\(/.test(code)) return true;
  return /^console\.(error|warn|log|info)\([\s,+[\]]*(\.join\(\))?\s*\)[\s;]*$/.test(code);
}

/**
 * Declarations promise values, and the message of a file that is nothing else does not say where to go for them: it
 * stands where a build should have written the code.
 */
export function isLeftUnbuilt(module: ModuleFacts, declared: DeclaredValues | null): boolean {
  return (
    declared !== null &&
    (declared.isOneValue || declared.values.size > 0 || declared.passesOnValues) &&
    (saysUnbuilt(module) || !sendsElsewhere(module))
  );
}

/** The message of a file that is nothing else says that there was no build. */
export function saysUnbuilt({ source: { text } }: ModuleFacts): boolean {
  return /["'`][^"'`\n]*\b(not|hasn't|isn't)( yet)?( been)? (built|compiled|bundled|generated)\b/i.test(
    text.slice(0, longestMessage),
  );
}

/** The message says where else to go, or what the package is for (@jest/globals, bugsnag-js). */
function sendsElsewhere({ source: { text } }: ModuleFacts): boolean {
  const head = text.slice(0, longestHead).replace(/\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*/gm, "");
  const code = head.slice(0, longestMessage);
  const texts = [...code.matchAll(/"[^"\n]*"|'[^'\n]*'|`[^`]*`/g)].map(([written]) => written);
  const message = texts.filter((written) => !/^["']use strict["']$/.test(written)).join(" ");
  return /\b(use|import|require|load|only|instead|outside|directly|environment|(un|not )supported|do not|don't|should|must|cannot|can't|please|install|see|renamed|moved|deprecated|no longer|migrat\w+|browsers?|client|server|platform)\b|https?:/i.test(
    message,
  );
}

/** One call, of something imported, that says `false` and why: `assert(false, "… are forbidden on the client")` (vite-plugin-ssr). */
function isFailedAssertion(text: string): boolean {
  const code = withoutTexts(text).replace(/^\s*import \{ ?(\w+) ?\} from ;?/, "$1;");
  const [, imported, called] = /^(\w+);\s*(\w+)\(false,[^;]*\);?\s*(?:export \{\};?)?\s*$/.exec(code) ?? [];
  return imported !== undefined && imported === called;
}

function withoutTexts(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"[^"\n]*"|'[^'\n]*'|`[^`$]*`/g, "");
}

/** A script that a worker runs: it answers messages, and those who import it mean its address (fuse.js). */
export function isWorkerScript({ source: { text } }: ModuleFacts): boolean {
  return /(?<![\w$.])(?:(?:self|globalThis)\.)?(?:onmessage ?=(?!=)|addEventListener\(["']message["'])/.test(
    text,
  );
}
