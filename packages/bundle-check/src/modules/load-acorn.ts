import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** acorn, evaluated when the first text asks for it: most packages are plain and never do. The build bundles it. */
export function loadAcorn(): typeof import("acorn") {
  return require("acorn");
}
