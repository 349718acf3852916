import process from "node:process";
import type { Platform } from "./platform.js";

/** Node, Bun, and what behaves like them. */
export const nodePlatform: Platform = {
  name: "node",
  environment: (name) => process.env[name],
};
