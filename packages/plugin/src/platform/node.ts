import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readElizaConfigFile } from "../host/eliza-config-file.js";
import { deleteImageFiles, saveImageFile } from "./image-files.js";
import type { Platform } from "./platform.js";

/**
 * Node, Bun, and what behaves like them. The process is taken from the global object: importing `node:process`
 * reads each of its members, streams of the terminal included, and costs as much as the rest of the plugin.
 */
export const nodePlatform: Platform = {
  name: "node",
  environment: (name) => globalThis.process.env[name],
  hostConfiguration: readElizaConfigFile,
  readFile: (location) =>
    readFile(String(location).startsWith("file:") ? fileURLToPath(location) : String(location)),
  saveImage: saveImageFile,
  deleteImages: deleteImageFiles,
};
