import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extract, list } from "tar";
import type { PackedTarball } from "../pack.ts";
import { isRecord } from "../packages.ts";
import type { ReportedFile } from "../report/report.ts";

/** A tarball that may be released, and what is in it. */
export interface Candidate {
  readonly name: string;
  readonly version: string;
  readonly directory: string | null;
  readonly packed: PackedTarball;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files: readonly ReportedFile[];
  /** The unpacked `package` folder; no dependency is beside it. */
  readonly unpacked: string;
}

export class CandidateError extends Error {
  override readonly name = "CandidateError";
}

/** More than any tarball of ours holds by far; a given one may be anything. */
const largestUnpacked = 512 * 1024 * 1024;
const mostFiles = 20_000;

/** Lists and unpacks a tarball. Nothing in it is run. */
export async function openCandidate(
  packed: PackedTarball,
  directory: string | null,
  scratch: string,
): Promise<Candidate> {
  const files: ReportedFile[] = [];
  let total = 0;
  try {
    await list({
      file: packed.path,
      strict: true,
      onReadEntry: (entry) => {
        if (entry.type !== "File" && entry.type !== "OldFile") return;
        const hash = createHash("sha256");
        let bytes = 0;
        total += entry.size;
        if (total > largestUnpacked || files.length > mostFiles) {
          throw new CandidateError("it unpacks to more than a package may");
        }
        entry.on("data", (chunk: Buffer) => {
          bytes += chunk.byteLength;
          hash.update(chunk);
        });
        entry.on("end", () =>
          files.push({ path: withoutTopFolder(entry.path), bytes, sha256: hash.digest("hex") }),
        );
      },
    });
    mkdirSync(scratch, { recursive: true });
    await extract({ file: packed.path, cwd: scratch, strip: 1, strict: true });
    const manifest: unknown = JSON.parse(readFileSync(join(scratch, "package.json"), "utf8"));
    if (!isRecord(manifest)) throw new CandidateError("its package.json is no object");
    const { name, version } = manifest;
    if (typeof name !== "string" || typeof version !== "string") {
      throw new CandidateError("its package.json has no name and version");
    }
    files.sort((left, right) => (left.path < right.path ? -1 : 1));
    return { name, version, directory, packed, manifest, files, unpacked: scratch };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CandidateError(`${packed.path} is no readable package: ${reason}.`);
  }
}

/** Packers put everything into one folder, mostly called `package`; installers take it away, whatever its name. */
function withoutTopFolder(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}
