import type { RuleArguments } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";

type Problem = RuleArguments["bin-shebang"]["problem"];

/** A first line longer than this is no shebang that any system accepts. */
const longestFirstLine = 512;

const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

export const binShebang = defineRule({
  id: "bin-shebang",
  severity: "error",
  summary: "a command whose first line does not tell the system to run it with Node",
  *check(facts) {
    const seen = new Set<string>();
    for (const { kind, files, field, keyPath } of facts.entrypoints) {
      const [file] = files;
      if (kind !== "bin" || file === undefined || seen.has(file) || !isScript(file, facts)) continue;
      seen.add(file);
      const problem = problemOf(facts.files.bytes(file));
      if (problem === null) continue;
      yield {
        place: { file, line: 1, column: 1 },
        args: { problem },
        reach: [{ field, keyPath, chain: [file] }],
      };
    }
  },
});

/** JavaScript or TypeScript with content. Without `#!` a file of no extension is one only if it parses. */
function isScript(path: string, { files, graph }: PackageFacts): boolean {
  if (/\.[cm]?[jt]sx?$/.test(path)) return !isBinary(files.bytes(path)) && files.text(path).trim() !== "";
  if (!graph.isJavaScript(path)) return false;
  const { analysed, hasCode } = graph.facts(path);
  return startsWithShebang(files.bytes(path)) || (analysed && hasCode);
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, longestFirstLine).includes(0);
}

function problemOf(bytes: Uint8Array): Problem | null {
  if (byteOrderMark.every((byte, index) => bytes[index] === byte)) {
    return startsWithShebang(bytes.subarray(byteOrderMark.length)) ? "byte-order-mark" : "missing";
  }
  if (!startsWithShebang(bytes)) return "missing";
  const firstLine = new TextDecoder().decode(bytes.subarray(0, longestFirstLine)).split("\n", 1)[0] ?? "";
  if (firstLine.includes("\r")) return "carriage-return";
  // Linux hands everything after the interpreter over as one argument, which `env` takes for a file name.
  return /^#!\s*\S*\/env\s+(?!-)[^\s=]+\s+\S/.test(firstLine) ? "arguments" : null;
}

function startsWithShebang(bytes: Uint8Array): boolean {
  return bytes[0] === 0x23 && bytes[1] === 0x21;
}
