/** Settings that a surrounding `npm run`, `npm publish --dry-run` or `npm -w …` hands down and that are not ours. */
const INHERITED = new Set([
  "npm_config_dry_run",
  "npm_config_global",
  "npm_config_ignore_scripts",
  "npm_config_include_workspace_root",
  "npm_config_json",
  "npm_config_location",
  "npm_config_pack_destination",
  "npm_config_workspace",
  "npm_config_workspaces",
]);

/** The environment of a package manager that packs or fetches: the user's registry settings, and no scripts. */
export function managerEnvironment(base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !INHERITED.has(name.toLowerCase()));
  return {
    ...Object.fromEntries(kept),
    npm_config_ignore_scripts: "true",
    npm_config_update_notifier: "false",
    // Without it yarn starts the program that the judged folder's own .yarnrc.yml names.
    YARN_IGNORE_PATH: "1",
    YARN_ENABLE_TELEMETRY: "0",
    COREPACK_ENABLE_DOWNLOAD_PROMPT: "0",
  };
}
