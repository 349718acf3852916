import { type SettingDefinition, settingDefinitions } from "../src/settings/definitions.js";

/** One entry of `agentConfig.pluginParameters`, as the Eliza registry reads it. */
interface PluginParameter {
  type: string;
  description: string;
  required: boolean;
  default?: string | number | boolean;
  sensitive: boolean;
}

type Definition = SettingDefinition<
  string | number | boolean | object,
  string | number | boolean | object | undefined
>;

const definitions: readonly Definition[] = Object.values(settingDefinitions);

/** `agentConfig.pluginParameters` of package.json: every name of every setting. */
export function pluginParameters(): Record<string, PluginParameter> {
  const parameters: Record<string, PluginParameter> = {};
  for (const definition of definitions) {
    const [ownName] = definition.names;
    for (const name of definition.names) {
      const isAlias = name !== ownName;
      const { defaultValue } = definition;
      parameters[name] = {
        type: definition.type,
        description: isAlias ? `Stands in for ${ownName} when that is not set.` : definition.description,
        required: definition.required && !isAlias,
        ...(typeof defaultValue === "object" || defaultValue === undefined ? {} : { default: defaultValue }),
        sensitive: definition.sensitive,
      };
    }
  }
  return parameters;
}

/** The table of settings in the README, in Markdown. */
export function settingsTable(): string {
  const rows = definitions.map((definition) => {
    const names = definition.names.map((name) => `\`${name}\``).join(", ");
    const { defaultValue } = definition;
    let shown = defaultValue === undefined ? "–" : `\`${String(defaultValue)}\``;
    if (definition.required) shown = "required";
    return `| ${names} | ${shown} | ${definition.description} |`;
  });
  return ["| Setting | Default | What it does |", "|---|---|---|", ...rows].join("\n");
}

export const tableStart = "<!-- settings: written by scripts/write-settings.ts -->";
export const tableEnd = "<!-- /settings -->";
