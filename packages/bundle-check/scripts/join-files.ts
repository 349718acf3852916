import type { OutputChunk, Plugin } from "rolldown";

/**
 * Spares a run the files that hold next to nothing: each costs a look-up, a read and a link. A file that only passes
 * on what another one exports, under its own name, is left out, and the bundler's wrapper of CommonJS modules, which
 * is a line, is written into the files that use it.
 */
export function joinFiles(): Plugin {
  return {
    name: "join-files",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      for (const chunk of chunks) inlineWrapper(chunk, chunks);
      for (const facade of chunks) {
        const others = chunks.filter((chunk) => chunk !== facade);
        if (facade.isEntry || !skipFacade(facade, others)) continue;
        if (others.every(({ code }) => !code.includes(facade.fileName))) delete bundle[facade.fileName];
      }
    },
  };
}

const wrapperImport = /^import \{ \w+ as __commonJSMin \} from "\.\/([^"]+)";$/m;
const wrapper = /^var __commonJSMin = .+;$/m;

function inlineWrapper(chunk: OutputChunk, chunks: readonly OutputChunk[]): void {
  const [statement, fileName] = wrapperImport.exec(chunk.code) ?? [];
  if (statement === undefined) return;
  const [definition] = wrapper.exec(chunks.find((other) => other.fileName === fileName)?.code ?? "") ?? [];
  if (definition === undefined) throw new Error(`${fileName} does not have the wrapper in the known way.`);
  chunk.code = chunk.code.replace(statement, () => definition);
}

/** `export { a as b } from "./other.js";` and nothing else. */
const passedOn = /^export \{ (\w+) as (\w+) \} from "(\.\/[^"]+)";\s*$/;

function skipFacade({ fileName, code }: OutputChunk, others: readonly OutputChunk[]): boolean {
  const [, internal, name, target] = passedOn.exec(code) ?? [];
  if (target === undefined) return false;
  const load = `const { ${name} } = await import("./${fileName}");`;
  for (const chunk of others) {
    chunk.code = chunk.code.replaceAll(load, `const { ${internal}: ${name} } = await import("${target}");`);
  }
  return true;
}
