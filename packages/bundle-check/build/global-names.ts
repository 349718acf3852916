import type { Plugin } from "rolldown";

/**
 * Keeps the lists of the `globals` package as texts that are split when they are asked for: as objects of several
 * thousand properties they would be built by every run, most of which look up no name.
 */
export function packGlobalNames(): Plugin {
  return {
    name: "pack-global-names",
    transform: {
      filter: { id: /[\\/]globals[\\/]globals\.json$/ },
      handler(json) {
        const environments: Record<string, Record<string, boolean>> = JSON.parse(json);
        const getters = Object.entries(environments).map(
          ([environment, names]) =>
            `get ${JSON.stringify(environment)}() { return named(${JSON.stringify(Object.keys(names).join(" "))}); }`,
        );
        const code = `const named = (names) => Object.fromEntries(names.split(" ").map((name) => [name, false]));
module.exports = { ${getters.join(",\n")} };`;
        return { code, moduleType: "js" };
      },
    },
  };
}
