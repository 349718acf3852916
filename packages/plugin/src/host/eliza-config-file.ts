import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type HostSettings, settingsFromElizaConfig } from "./eliza-config.js";

interface ReadFile {
  readonly path: string;
  readonly modifiedMs: number;
  readonly settings: HostSettings;
}

let lastRead: ReadFile | undefined;

/** Where elizaOS's host keeps its configuration. */
function configPath(): string {
  const explicit = globalThis.process.env.ELIZA_CONFIG_PATH?.trim();
  if (explicit) return explicit;
  return join(globalThis.process.env.ELIZA_STATE_DIR?.trim() || join(homedir(), ".eliza"), "eliza.json");
}

/**
 * What the host's `eliza.json` says for this plugin; read again when the file has changed.
 *
 * @returns no settings when there is no such file, or it is no JSON: then the host has complained already.
 */
export function readElizaConfigFile(): HostSettings {
  const path = configPath();
  const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (modifiedMs === undefined) return {};
  if (lastRead?.path !== path || lastRead.modifiedMs !== modifiedMs) {
    lastRead = { path, modifiedMs, settings: parseFile(path) };
  }
  return lastRead.settings;
}

function parseFile(path: string): HostSettings {
  try {
    return settingsFromElizaConfig(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
