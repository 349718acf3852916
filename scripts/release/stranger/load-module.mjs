// Loads an import path of the installed package and reads every export of it. Copied into a consumer's folder and
// started there with `import` or `require`, the import path, and the names that must be among the exports.
import { createRequire } from "node:module";
import process from "node:process";

const [way, specifier, ...expected] = process.argv.slice(2);
const loaded = way === "require" ? createRequire(import.meta.url)(specifier) : await import(specifier);
const names = Object.keys(loaded);
// Bun swallows a getter that throws and answers undefined, so both count.
const unusable = names.filter((name) => {
  try {
    return loaded[name] === undefined;
  } catch {
    return true;
  }
});
const missing = expected.filter((name) => !names.includes(name));
console.log(JSON.stringify({ names, unusable, missing }));
process.exit(names.length === 0 || unusable.length > 0 || missing.length > 0 ? 1 : 0);
