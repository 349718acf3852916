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
  if (requests.length > 0 || text.length > longestMessage) return false;
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"[^"\n]*"|'[^'\n]*'|`[^`$]*`/g, "").replace(frame, "");
  if (/^throw new \w*Error\(/.test(code)) return true;
  return /^console\.(error|warn|log|info)\([\s,+[\]]*(\.join\(\))?\s*\)[\s;]*$/.test(code);
}

/** A script that a worker runs: it answers messages, and those who import it mean its address (fuse.js). */
export function isWorkerScript({ source: { text } }: ModuleFacts): boolean {
  return /(?<![\w$.])(?:(?:self|globalThis)\.)?(?:onmessage ?=(?!=)|addEventListener\(["']message["'])/.test(
    text,
  );
}
