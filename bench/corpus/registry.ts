import { execFileSync } from "node:child_process";

let url: string | undefined;

/** The registry of the user's npm configuration, with a trailing slash. */
export function registryUrl(): string {
  url ??= execFileSync("npm", ["config", "get", "registry", "--no-workspaces"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  })
    .trim()
    .replace(/\/*$/, "/");
  return url;
}
