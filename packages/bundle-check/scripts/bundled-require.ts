import type { Plugin } from "rolldown";

const creation =
  /^import \{ createRequire \} from "node:module";$|^const require = createRequire\(import\.meta\.url\);$/gm;

/** Bundles what a module requires instead of importing it, so that it is still evaluated when it is asked for. */
export function bundleRequired(file: RegExp): Plugin {
  return {
    name: "bundle-required",
    transform: {
      order: "pre",
      filter: { id: file },
      handler(code) {
        if (code.match(creation)?.length !== 2) throw new Error("`require` is not made in the known way.");
        return code.replace(creation, "");
      },
    },
  };
}
