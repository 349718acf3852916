/**
 * Compiles `compiled-reader/` to WebAssembly and writes it into the sources as text, so that nothing needs to be
 * built before the sources run:
 *
 *   node scripts/compile-reader.ts
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileAssembly } from "./compile-assembly.ts";

const root = join(import.meta.dirname, "..");
export const compiledFile: string = join(root, "src/modules/plain-code/compiled-reader-code.ts");

/** The source text of the module that holds the compiled reader. */
export async function compileReader(): Promise<string> {
  const { code, text } = await compileAssembly("compiled-reader/index.ts");
  // `compiled-reader/memory.ts` lays out all memory, where a text put together or an object made would lie as well.
  if (text.includes("rt/stub/__alloc")) throw new Error("The compiled reader allocates memory.");
  return `// Compiled from \`compiled-reader/\` by \`scripts/compile-reader.ts\`.\nexport const compiledReaderCode: string =\n  "${code}";\n`;
}

if (import.meta.main) await writeFile(compiledFile, await compileReader());
