import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import compiler from "assemblyscript/asc";

const root = join(import.meta.dirname, "..");

export interface CompiledAssembly {
  /** WebAssembly, in base64. */
  readonly code: string;
  /** The same as text. */
  readonly text: string;
}

/** Compiles AssemblyScript; `entry` is relative to the package. The result is the same bytes everywhere. */
export async function compileAssembly(entry: string): Promise<CompiledAssembly> {
  const folder = await mkdtemp(join(tmpdir(), "compiled-assembly-"));
  const outFile = join(folder, "module.wasm");
  const textFile = join(folder, "module.wat");
  try {
    const options = ["-O3", "--runtime", "stub", "--noAssert", "--use", "abort="];
    const { error, stderr } = await compiler.main(
      [entry, "--baseDir", root, "--outFile", outFile, "--textFile", textFile, ...options],
      {},
    );
    if (error) throw new Error(`${entry} does not compile.\n${stderr}`);
    return { code: await readFile(outFile, "base64"), text: await readFile(textFile, "utf8") };
  } finally {
    await rm(folder, { recursive: true });
  }
}
