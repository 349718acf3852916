import type { ModuleFacts } from "./module-facts.js";

/** Characters of a file that is nothing but a message. */
const longestMessage = 2_000;

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
