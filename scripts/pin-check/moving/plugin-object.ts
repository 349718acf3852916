import { list } from "../report/prose.ts";
import type { Loading } from "./trial.ts";

/** What is missing in what a runtime loaded; empty when the plugin object is complete. */
export function missingParts(loading: Loading, packageName: string): string[] {
  if (loading.kind === "failed") return [loading.reason];
  const missing: string[] = [];
  if (loading.exported.length === 0) missing.push("It exports nothing.");
  if (loading.undefinedExports.length > 0) {
    missing.push(`It exports ${list(loading.undefinedExports)}, which are undefined.`);
  }
  const isPlugin = /(?:^|[/-])plugin-/.test(packageName);
  if (isPlugin && loading.plugins.length === 0) missing.push("It exports no plugin object.");
  for (const { exportedAs, name, description, capabilities, brokenModels } of loading.plugins) {
    // Other objects may be exported under such a name; the default is the plugin, or there is none.
    if (!isPlugin) continue;
    const where = `\`${exportedAs}\``;
    if (name === "") missing.push(`${where} has no name.`);
    if (description === "") missing.push(`${where} has no description.`);
    if (capabilities.length === 0) missing.push(`${where} has no models, actions, providers or services.`);
    if (brokenModels.length > 0) missing.push(`${where} has no functions for ${list(brokenModels)}.`);
  }
  return missing;
}

/** What was loaded, for a check that passed. */
export function describeLoading(loading: Loading): string[] {
  if (loading.kind === "failed") return [];
  const [plugin] = loading.plugins;
  if (plugin === undefined) return [`${loading.exported.length} exports`];
  const models = plugin.models.length === 0 ? "no models" : `models ${plugin.models.join(", ")}`;
  return [`plugin \`${plugin.name}\` with ${models}`];
}
