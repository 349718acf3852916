import { readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { readElizaConfigFile } from "../host/eliza-config-file.js";
import { deleteImageFiles, saveImageFile } from "./image-files.js";
import type { Platform } from "./platform.js";

/** Node, Bun, and what behaves like them. */
export const nodePlatform: Platform = {
  name: "node",
  environment: (name) => process.env[name],
  hostSettings: readElizaConfigFile,
  readFile: (location) =>
    readFile(String(location).startsWith("file:") ? fileURLToPath(location) : String(location)),
  saveImage: saveImageFile,
  deleteImages: deleteImageFiles,
};
