import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

/**
 * Takes Node's own modules with `process.getBuiltinModule` in the place of `import`. An import makes a namespace with
 * the value of every export, so `fs` also loads streams, promises and readline, `util` workers, sockets and
 * comparisons, and `crypto` the whole of Web Crypto: together a fifth of the time a small package takes. The first
 * releases of Bun 1.2 do not have the function, but a `require` in its place.
 */
export function takeBuiltinModules(): Plugin {
  return {
    name: "take-builtin-modules",
    renderChunk(code, { fileName }) {
      // A probe copies this file beside a package, where any runtime may load it.
      if (fileName === "load-child.js") return null;
      return code.replace(/^import (?:(.+?) from )?"([^"]+)";$/gm, (statement, names = "", specifier) =>
        isBuiltin(specifier) ? takeModule(names, specifier) : statement,
      );
    },
  };
}

/** The default, the namespace and the module are one object. */
function takeModule(imported: string, specifier: string): string {
  const [, whole = "", names = ""] = /^(?:(?:\* as )?([\w$]+))?(?:, )?(\{ .+ \})?$/.exec(imported) ?? [];
  if (whole === "" && names === "")
    throw new Error(`An import of ${specifier} is written in an unknown way: ${imported}`);
  const targets = [whole, names.replaceAll(" as ", ": ")].filter((target) => target !== "");
  const id = JSON.stringify(specifier);
  // By way of `globalThis`, because a module may import `process` itself.
  const taken = `globalThis.process.getBuiltinModule?.(${id}) ?? import.meta.require(${id})`;
  return `const ${targets.map((target) => `${target} = ${taken}`).join(", ")};`;
}
