import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";

/** Puts the values of a module's exports in the place of the module, so that no run has to work them out. */
export function computeConstants(file: RegExp): Plugin {
  return {
    name: "compute-constants",
    load: {
      filter: { id: file },
      async handler(id) {
        const exported: Record<string, unknown> = await import(pathToFileURL(id).href);
        const constants = Object.entries(exported);
        const code = constants.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`);
        return { code: code.join(""), moduleType: "js" };
      },
    },
  };
}
