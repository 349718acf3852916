/**
 * For the release workflow: whether changesets are pending, and whether a version in the tree is not on the registry
 * yet. Written to `$GITHUB_OUTPUT` as `pending=` and `release=`; at most one of them is true.
 *
 * Exit codes: 0 found out; 2 the registry did not say; 3 it failed itself.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { pendingChangesets } from "./changesets.ts";
import { publishablePackages } from "./packages.ts";
import { RegistryError, readIntegrity } from "./publishing/registry.ts";

const root = join(import.meta.dirname, "..", "..");
try {
  const pending = pendingChangesets(root).length > 0;
  let release = false;
  for (const { name, version } of pending ? [] : publishablePackages(root)) {
    const npm = { root, timeout: 60_000, environment: process.env };
    const there = (await readIntegrity(npm, name, version)) !== undefined;
    console.log(`${name}@${version}: ${there ? "on the registry" : "not published yet"}`);
    release ||= !there;
  }
  const lines = `pending=${pending}\nrelease=${release}\n`;
  const { GITHUB_OUTPUT: output } = process.env;
  if (output) appendFileSync(output, lines);
  process.stdout.write(lines);
} catch (error) {
  console.error(error instanceof RegistryError ? error.message : error);
  process.exitCode = error instanceof RegistryError ? 2 : 3;
}
