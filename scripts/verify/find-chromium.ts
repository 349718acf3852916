import { execFileSync } from "node:child_process";
import process from "node:process";

/** The browser of this machine, for tests: they install none. Null where there is none. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== "") return given;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // The next name may be there.
    }
  }
  return null;
}

/** @throws When there is no browser, with what to do about it. */
export function chromiumOfMachine(): string {
  const found = findChromium();
  if (found !== null) return found;
  throw new Error(
    "There is no Chromium. Install it (Debian and Ubuntu: apt-get install -y chromium) or set CHROMIUM_PATH.",
  );
}

/** A machine without a browser says so by skipped tests; CI brings one, so there its absence is a failure. */
export const skipsBrowserTests = findChromium() === null && !process.env.CI;
