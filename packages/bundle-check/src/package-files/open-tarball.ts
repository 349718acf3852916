import { resolve } from "node:path";
import type { OpenOptions } from "./open-options.js";
import type { OpenedPackage } from "./package-files.js";
import { readTarball } from "./read-tarball.js";
import { readTarballFile } from "./tarball-file.js";

/** A tarball on disk. */
export async function openTarball(spec: string, options: OpenOptions): Promise<OpenedPackage> {
  const begun = options.begun?.take(spec);
  const bytes = begun?.bytes ?? readTarballFile(spec, resolve(spec));
  const content = begun?.content;
  const { files, integrity, dropped } = await readTarball(bytes, { ...options, spec, content });
  noteDropped(dropped, options);
  return {
    target: { spec, kind: "tarball", integrity, tarballSize: bytes.byteLength, directory: null },
    files,
  };
}

/** npm leaves links and device nodes out; say so, because a missing file may be the consequence. */
export function noteDropped(dropped: readonly string[], options: OpenOptions): void {
  if (dropped.length === 0) return;
  const more = dropped.length > 3 ? `, and ${dropped.length - 3} more` : "";
  options.onProgress?.(
    `Left out, as npm does when it installs: ${dropped.slice(0, 3).join(", ")}${more} (links or special files)`,
  );
}
