/**
 * Compiles `compiled-digest/` to WebAssembly and writes it into the sources as text:
 *
 *   node scripts/compile-digest.ts
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileAssembly } from "./compile-assembly.ts";

const root = join(import.meta.dirname, "..");
export const compiledFile: string = join(root, "src/package-files/compiled-digest-code.ts");

/** The source text of the module that holds the compiled digest. */
export async function compileDigest(): Promise<string> {
  const { code } = await compileAssembly("compiled-digest/sha-512.ts");
  return `// Compiled from \`compiled-digest/\` by \`scripts/compile-digest.ts\`.\nexport const compiledDigestCode: string =\n  "${code}";\n`;
}

if (import.meta.main) await writeFile(compiledFile, await compileDigest());
