/**
 * Compiles `compiled-reader/` to WebAssembly and writes it into the sources as text, so that nothing needs to be
 * built before the sources run:
 *
 *   node scripts/compile-reader.ts
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import compiler from "assemblyscript/asc";

const root = join(import.meta.dirname, "..");
export const compiledFile: string = join(root, "src/modules/plain-code/compiled-reader-code.ts");

/** The source text of the module that holds the compiled reader. */
export async function compileReader(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "compiled-reader-"));
  const outFile = join(folder, "reader.wasm");
  const textFile = join(folder, "reader.wat");
  try {
    const options = ["-O3", "--runtime", "stub", "--noAssert", "--use", "abort="];
    const { error, stderr } = await compiler.main(
      [
        "compiled-reader/index.ts",
        "--baseDir",
        root,
        "--outFile",
        outFile,
        "--textFile",
        textFile,
        ...options,
      ],
      {},
    );
    if (error) throw new Error(`The compiled reader does not compile.\n${stderr}`);
    // `compiled-reader/memory.ts` lays out all memory, where a text put together or an object made would lie as well.
    if ((await readFile(textFile, "utf8")).includes("rt/stub/__alloc")) {
      throw new Error("The compiled reader allocates memory.");
    }
    const code = await readFile(outFile, "base64");
    return `// Compiled from \`compiled-reader/\` by \`scripts/compile-reader.ts\`.\nexport const compiledReaderCode: string =\n  "${code}";\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (import.meta.main) await writeFile(compiledFile, await compileReader());
