/**
 * Runs in a process of its own, copied into the folder of the probe: loads one entry, reads every export, and leaves
 * what it saw in a file. It imports nothing but builtins, and stdout and stderr belong to the package.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

interface Problem {
  readonly name: string;
  readonly kind: "throws" | "undefined";
  readonly error?: object;
}

const [, , how, specifier = "", resultFile = ""] = process.argv;
// Kept from before the package is loaded, which may replace what it likes.
const write = writeFileSync;
const { stringify } = JSON;
const { isArray } = Array;
const { exit } = process;

/** More keys than this are data, not exports. */
const mostKeys = 5_000;

function report(result: object): void {
  write(resultFile, stringify(result));
}

function describe(error: unknown): object {
  try {
    if (typeof error !== "object" || error === null) return { message: String(error) };
    const [name, message, code] = ["name", "message", "code"].map((key) =>
      String(Reflect.get(error, key) ?? ""),
    );
    // Bun says "2 errors building …" and keeps what they are in a list.
    const inner: unknown = Reflect.get(error, "errors");
    const details = isArray(inner) ? inner.map((cause) => String(cause?.message ?? cause)).join("; ") : "";
    return { name, message: details || message || String(error), code };
  } catch {
    return { message: "an error that cannot be described" };
  }
}

function touch(exported: object): Problem[] {
  let keys: string[];
  try {
    keys = Object.keys(exported);
  } catch (error) {
    return [{ name: "*", kind: "throws", error: describe(error) }];
  }
  return keys.slice(0, mostKeys).flatMap((name): Problem[] => {
    try {
      return Reflect.get(exported, name) === undefined ? [{ name, kind: "undefined" }] : [];
    } catch (error) {
      return [{ name, kind: "throws", error: describe(error) }];
    }
  });
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function readExports(exported: unknown): Problem[] {
  if (exported === undefined) return [{ name: "module.exports", kind: "undefined" }];
  if (!isObject(exported)) return [];
  const problems = touch(exported);
  if (how !== "import-commonjs") return problems;
  // Of a CommonJS module `import()` shows little more than its default, and reads none of the getters behind it.
  const inner: unknown = Reflect.get(exported, "default");
  if (!isObject(inner)) return problems;
  // Which names it shows besides is a guess from the text; one that the module does not have is no export of it.
  const real = problems.filter(({ name }) => name === "default" || name in inner);
  const known = new Set(real.map(({ name }) => name));
  return [...real, ...touch(inner).filter(({ name }) => !known.has(name))];
}

try {
  const exported: unknown =
    how === "require" ? createRequire(resultFile)(specifier) : await import(specifier);
  report({ stage: "read", problems: readExports(exported) });
} catch (error) {
  report({ stage: "threw", error: describe(error) });
}
// Timers and servers that the package started would keep the process alive.
exit(0);
