/** Writes the settings into package.json and the README: `bun scripts/write-settings.ts`. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pluginParameters, settingsTable, tableEnd, tableStart } from "./settings-documents.ts";

const root = join(import.meta.dirname, "..");

const manifestPath = join(root, "package.json");
const manifest = JSON.parse(await readFile(manifestPath, "utf8"));
manifest.agentConfig = { pluginType: "elizaos:plugin:1.0.0", pluginParameters: pluginParameters() };
await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);

const readmePath = join(root, "README.md");
const readme = await readFile(readmePath, "utf8");
const start = readme.indexOf(tableStart);
const end = readme.indexOf(tableEnd);
if (start < 0 || end < 0) throw new Error("README.md has lost the marks around its settings table.");
await writeFile(
  readmePath,
  `${readme.slice(0, start + tableStart.length)}\n\n${settingsTable()}\n\n${readme.slice(end)}`,
);
