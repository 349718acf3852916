import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Subject } from "./subject.ts";

/** A package with one bundle of about this size, of code as bundlers write it: many small functions that use each other. */
export function writeLargeBundle(folder: string, megabytes: number): Subject {
  mkdirSync(join(folder, "package/dist"), { recursive: true });
  const parts: string[] = [];
  let size = 0;
  for (let index = 0; size < megabytes * 1_000_000; index++) {
    const part = `
// src/module-${index}.ts
var cache${index} = new Map();
function read${index}(key, options = {}) {
  const { depth = 0, ...rest } = options;
  if (cache${index}.has(key)) return cache${index}.get(key);
  const value = [key, depth].map((item) => (item === undefined ? null : \`\${item}:\${rest.label ?? "none"}\`));
  try {
    cache${index}.set(key, ${index === 0 ? "value" : `read${index - 1}(key, { depth: depth + 1 }) ?? value`});
  } catch (error) {
    console.warn("read${index}", error instanceof Error ? error.message : error);
  }
  return value;
}
`;
    parts.push(part);
    size += part.length;
    if (size >= megabytes * 1_000_000) parts.push(`\nexport { read${index} as read };\n`);
  }
  const text = parts.join("");
  writeFileSync(join(folder, "package/dist/index.js"), text);
  const manifest = { name: "large-bundle", version: "1.0.0", type: "module", exports: "./dist/index.js" };
  writeFileSync(join(folder, "package/package.json"), JSON.stringify(manifest));
  const tarball = join(folder, "large.tgz");
  execFileSync("tar", ["czf", tarball, "-C", folder, "package"]);
  return {
    name: `${megabytes} MB`,
    tarball,
    folder: join(folder, "package"),
    entries: ["dist/index.js"],
    entryBytes: text.length,
    allBytes: text.length,
  };
}
