import { readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { UnreadableFileError } from "../documents/document.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import type { Policy } from "./policy.ts";
import { longestPolicy, readPolicy } from "./read-policy.ts";

/** Where this repository keeps the policy that is shipped with the tool, relative to its root. */
const shippedPath = "scripts/pin-check/pins.json";
const ownRoot = join(import.meta.dirname, "..", "..", "..");

/** --policy, else pins.json of the examined root, else the shipped one, which trusts only its own workspaces. */
export function findPolicy(files: RepositoryFiles, given: string | null, workingDirectory: string): Policy {
  if (given !== null) {
    const path = resolve(workingDirectory, given);
    const file = nameOf(path, files.root) ?? given;
    return { ...readPolicy(file, readPolicyFile(path, given)), file, source: "given", path };
  }
  const own = files.read("pins.json", longestPolicy);
  if (own !== null) {
    return {
      ...readPolicy("pins.json", own),
      file: "pins.json",
      source: "repository",
      path: join(files.root, "pins.json"),
    };
  }
  return findShipped(files);
}

/** A repository that holds this tool ships a policy of its own, be it this one, a copy of it or a consumer's. */
function findShipped(files: RepositoryFiles): Policy {
  const held = files.read(shippedPath, longestPolicy);
  if (held !== null) {
    const path = join(files.root, shippedPath);
    return { ...readPolicy(shippedPath, held), file: shippedPath, source: "shipped", path };
  }
  const path = join(ownRoot, shippedPath);
  const { pins, document } = readPolicy(shippedPath, readPolicyFile(path, shippedPath));
  return {
    document,
    pins: pins.map((pin) => ({ ...pin, allowWorkspace: false })),
    file: shippedPath,
    source: "shipped",
    path,
  };
}

function readPolicyFile(path: string, shown: string): Uint8Array {
  try {
    if (statSync(path).size <= longestPolicy) return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(shown, `The policy cannot be read: ${reason}`, "Give --policy a file.", {
      cause,
    });
  }
  throw new UnreadableFileError(
    shown,
    "The policy is larger than a policy can be.",
    "Give --policy a policy.",
  );
}

function nameOf(path: string, root: string): string | null {
  const inside = relative(root, realpathOr(path));
  if (inside === "" || isAbsolute(inside) || inside === ".." || inside.startsWith(`..${sep}`)) return null;
  return inside.split(sep).join("/");
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
