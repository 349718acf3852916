import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { IAgentRuntime } from "@elizaos/core";
import type { ImageFileOptions } from "./platform.js";
import { whenStopped } from "./stop-with-runtime.js";

/** By then whoever asked for the image has sent it on. */
const deletedAfterMs = 30_000;

/** Temporary images that still exist, by runtime. */
const temporary = new Map<IAgentRuntime, Set<string>>();
let folder: Promise<string> | undefined;
let isWatchingExit = false;

/** @returns the `file:` URL of the written image. */
export async function saveImageFile(
  runtime: IAgentRuntime,
  bytes: Uint8Array,
  { mediaType, isTemporary }: ImageFileOptions,
): Promise<string> {
  if (isTemporary) whenStopped(runtime, () => deleteImageFiles(runtime));
  folder ??= mkdtemp(join(tmpdir(), "elizaos-openrouter-"));
  const extension = mediaType.split("/")[1]?.replace("svg+xml", "svg") ?? "png";
  const path = join(await folder, `${crypto.randomUUID()}.${extension}`);
  await writeFile(path, bytes);
  if (isTemporary) deleteLater(runtime, path);
  return pathToFileURL(path).href;
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
    await rm(path, { force: true }).catch(() => undefined);
  }, deletedAfterMs);
  // Does not keep the process waiting: what is left at its end goes then.
  timer.unref();
}

function deleteEverything(): void {
  for (const paths of temporary.values()) for (const path of paths) rmSync(path, { force: true });
}
