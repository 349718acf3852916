import { posix } from "node:path";
import type { PackageFiles } from "../../package-files/package-files.js";
import { isBundled } from "./package-texts.js";

export type PrivateFileProblem = "environment" | "npm-credentials" | "key-file" | "credentials";

const keyFiles = /^id_(rsa|dsa|ecdsa|ed25519)$/;
const credentialFiles: ReadonlySet<string> = new Set([
  ...[".netrc", "_netrc", ".git-credentials", ".pypirc", ".htpasswd", ".pgpass", ".s3cfg"],
]);

/** What the names of such files begin with, or hold: most packages have none, which all their paths tell at once. */
const sign =
  /(?:^|[\n/])(?:\.env|\.npmrc|\.yarnrc|id_|[._]netrc|\.git-cred|\.pypirc|\.htpasswd|\.pgpass|\.s3cfg)|\.aws\//;

/** Files that are meant for one machine alone. */
export function* findPrivateFiles(
  files: PackageFiles,
): Iterable<{ readonly path: string; readonly problem: PrivateFileProblem }> {
  if (!sign.test(files.paths.join("\n"))) return;
  for (const path of files.paths) {
    if (isBundled(path)) continue;
    const problem = problemOf(path, files);
    if (problem !== null) yield { path, problem };
  }
}

function problemOf(path: string, files: PackageFiles): PrivateFileProblem | null {
  const name = posix.basename(path);
  // `.env.example`, `.env.template` and the like are there to be read.
  if (/^\.env(\.(local|production|development|staging|test)(\.local)?)?$/.test(name)) {
    return assignsValues(files.text(path)) ? "environment" : null;
  }
  if (name === ".npmrc" || name === ".yarnrc.yml") {
    return hasCredentials(files.text(path)) ? "npm-credentials" : null;
  }
  if (keyFiles.test(name)) return "key-file";
  if (credentialFiles.has(name) || path.endsWith(".aws/credentials")) return "credentials";
  return null;
}

/** A value that is written out: not empty, not another variable. */
function assignsValues(text: string): boolean {
  return /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=[ \t]*(?![ \t])(?!["']?[ \t\r]*$)(?!["']?\$\{)\S/m.test(
    text,
  );
}

function hasCredentials(text: string): boolean {
  return /(_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?[ \t]*[:=][ \t]*(?!["']?\$\{)["']?[^\s"']{8,}/.test(
    text,
  );
}
