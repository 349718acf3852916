import { neutralise } from "../report/neutralise.js";
import type { Terminal } from "./terminal.js";

/** One line on stderr that says what is going on and goes away again. */
export interface Progress {
  show(message: string): void;
  clear(): void;
}

const eraseLine = "\r\u001b[K";
const widest = 78;

/** Only for people who wait at a terminal: in a build log the line would stay, once per step. */
export function createProgress({ stderr, environment }: Terminal): Progress {
  const isWatched = stderr.isTTY === true && !environment.CI && environment.TERM !== "dumb";
  if (!isWatched) return { show: () => {}, clear: () => {} };
  let isShown = false;
  return {
    show(message) {
      isShown = true;
      stderr.write(`${eraseLine}${neutralise(message).slice(0, widest)}`);
    },
    clear() {
      if (isShown) stderr.write(eraseLine);
      isShown = false;
    },
  };
}
