import type { ModuleKind } from "../../findings/finding.js";

/** What esbuild, Bun and rolldown call the modules, helpers and namespaces of a bundle. */
export function isBundlerName(name: string): boolean {
  return (
    /^(import|require|init|exports)_\w+$/.test(name) ||
    /^__(toESM|toCommonJS|export|esm|commonJS)\w*$/.test(name)
  );
}

/** The helpers of TypeScript, and the name that it gives to a module in CommonJS: `fs_1`. */
const compilerNames =
  /^__(extends|assign|rest|decorate|param|metadata|awaiter|generator|exportStar|createBinding|setModuleDefault|values|read|spread\w*|await|async\w+|makeTemplateObject|import(Star|Default)|classPrivateField\w+|esDecorate|runInitializers|propKey|setFunctionName|\w+Resources?|rewrite\w+)$/;

/** Names that only a bundler or a compiler writes: nobody tries them out, and no host provides them. */
export function isToolName(name: string, kind: ModuleKind): boolean {
  return (
    isBundlerName(name) || compilerNames.test(name) || (kind === "commonjs" && /^[a-z]\w*_\d+$/i.test(name))
  );
}
