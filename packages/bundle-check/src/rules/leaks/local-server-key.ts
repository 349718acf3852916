import { posix } from "node:path";
import { patternOf } from "../../modules/name-pattern.js";
import type { PackageFacts } from "../../package-facts.js";

/**
 * The key of a server for local pages: its certificate lies beside it under the same name, and the package's own code
 * reads it from there (gulp-connect, browser-sync). Everybody has it on purpose.
 */
export function isKeyOfLocalServer(path: string, { files, graph }: PackageFacts): boolean {
  const { dir, base, name } = posix.parse(path);
  if (!isKeyFile(path)) return false;
  const hasCertificate = ["crt", "cert", "cer", "pem"].some((extension) => {
    const certificate = posix.join(dir, `${name}.${extension}`);
    return files.has(certificate) && files.text(certificate).includes("-----BEGIN CERTIFICATE-----");
  });
  if (!hasCertificate) return false;
  const reads = new RegExp(`["'\`/]${patternOf(base)}["'\`]`);
  return [...graph.reachable()].some(({ source: { text } }) => text.includes(base) && reads.test(text));
}

export function isKeyFile(path: string): boolean {
  return /\.(pem|key)$/.test(path);
}
