import { rmdirSync, rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { IAgentRuntime } from "@elizaos/core";
import type { ImageFileOptions } from "./platform.js";
import { whenStopped } from "./stop-with-runtime.js";

/** By then whoever asked for the image has sent it on. */
const deletedAfterMs = 30_000;

/** Temporary images that still exist, by runtime; a runtime without any is not held on to. */
const temporary = new Map<IAgentRuntime, Set<string>>();
let folder: Promise<string> | undefined;
/** All that this process has made. */
const folders = new Set<string>();
let isWatchingExit = false;

/** @returns the `file:` URL of the written image. */
export async function saveImageFile(
  runtime: IAgentRuntime,
  bytes: Uint8Array,
  { mediaType, isTemporary }: ImageFileOptions,
): Promise<string> {
  if (isTemporary) whenStopped(runtime, () => deleteImageFiles(runtime));
  const name = `${crypto.randomUUID()}.${extensionOf(mediaType)}`;
  const path = await write(name, bytes);
  if (isTemporary) deleteLater(runtime, path);
  return pathToFileURL(path).href;
}

/** Systems clear old folders away while a process still runs, so a folder that is gone is made anew. */
async function write(name: string, bytes: Uint8Array): Promise<string> {
  const existing = folder;
  try {
    if (existing !== undefined) return await writeInto(await existing, name, bytes);
  } catch {
    if (folder === existing) folder = undefined;
  }
  folder ??= makeFolder();
  return writeInto(await folder, name, bytes);
}

async function makeFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "elizaos-openrouter-"));
  folders.add(path);
  return path;
}

async function writeInto(parent: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(parent, name);
  await writeFile(path, bytes);
  return path;
}

/** The media type comes over the wire: what is no plain name must not become part of a path. */
function extensionOf(mediaType: string): string {
  const subtype = mediaType.split("/")[1]?.replace("svg+xml", "svg") ?? "";
  return /^[a-z0-9]{1,8}$/i.test(subtype) ? subtype.toLowerCase() : "png";
}

/** Deletes what is left of a runtime's temporary images. */
export async function deleteImageFiles(runtime: IAgentRuntime): Promise<void> {
  const paths = temporary.get(runtime) ?? [];
  temporary.delete(runtime);
  await Promise.all([...paths].map((path) => rm(path, { force: true })));
}

function deleteLater(runtime: IAgentRuntime, path: string): void {
  if (!isWatchingExit) globalThis.process.once("exit", deleteEverything);
  isWatchingExit = true;
  const paths = temporary.get(runtime) ?? new Set();
  temporary.set(runtime, paths.add(path));
  const timer = setTimeout(async () => {
    paths.delete(path);
    if (paths.size === 0 && temporary.get(runtime) === paths) temporary.delete(runtime);
    await rm(path, { force: true }).catch(() => undefined);
  }, deletedAfterMs);
  // Does not keep the process waiting: what is left at its end goes then.
  timer.unref();
}

function deleteEverything(): void {
  for (const paths of temporary.values()) for (const path of paths) rmSync(path, { force: true });
  for (const path of folders) {
    try {
      rmdirSync(path);
    } catch {
      // It holds images that are to stay, or is gone already.
    }
  }
}
