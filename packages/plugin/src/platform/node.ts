import { readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { deleteImageFiles, saveImageFile } from "./image-files.js";
import type { Platform } from "./platform.js";

/** Node, Bun, and what behaves like them. */
export const nodePlatform: Platform = {
  name: "node",
  environment: (name) => process.env[name],
  readFile: (location) =>
    readFile(String(location).startsWith("file:") ? fileURLToPath(location) : String(location)),
  saveImage: saveImageFile,
  deleteImages: deleteImageFiles,
};
