import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type HostConfiguration, settingsFromElizaConfig } from "./eliza-config.js";

interface ReadFile {
  readonly path: string;
  readonly modifiedMs: number;
  readonly configuration: HostConfiguration;
}

let lastRead: ReadFile | undefined;
const nothing: HostConfiguration = { settings: {}, problem: undefined };

/** Where elizaOS's host keeps its configuration. */
function configPath(): string {
  const explicit = globalThis.process.env.ELIZA_CONFIG_PATH?.trim();
  if (explicit) return explicit;
  return join(globalThis.process.env.ELIZA_STATE_DIR?.trim() || join(homedir(), ".eliza"), "eliza.json");
}

/**
 * What the host's `eliza.json` says for this plugin; read again when the file has changed. Where there is no such
 * file, that is nothing; where it cannot be read, that is a problem, but no reason for a call to fail.
 */
export function readElizaConfigFile(): HostConfiguration {
  let path = "eliza.json";
  try {
    path = configPath();
    const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (modifiedMs === undefined) return nothing;
    if (lastRead?.path !== path || lastRead.modifiedMs !== modifiedMs) {
      lastRead = { path, modifiedMs, configuration: readFile(path) };
    }
    return lastRead.configuration;
  } catch (error) {
    return problemWith(path, error);
  }
}

function readFile(path: string): HostConfiguration {
  try {
    return { settings: settingsFromElizaConfig(JSON.parse(readFileSync(path, "utf8"))), problem: undefined };
  } catch (error) {
    return problemWith(path, error);
  }
}

/** An error of the JSON parser quotes the file, which may hold keys: only what kind of error it was is told. */
function problemWith(path: string, error: unknown): HostConfiguration {
  const reason =
    error instanceof SyntaxError ? "it is no JSON" : error instanceof Error ? error.message : String(error);
  return { settings: {}, problem: `${path} cannot be read, so nothing in it counts: ${reason}.` };
}
