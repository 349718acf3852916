import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Terminal, writeAll } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** Where the report goes. */
export interface Output {
  write(text: string): Promise<void>;
  end(): void;
}

export function createOutput(outputFile: string | null, terminal: Terminal): Output {
  return outputFile === null ? toStdout(terminal) : toFile(outputFile, terminal);
}

function toStdout({ stdout }: Terminal): Output {
  let isOpen = true;
  return {
    async write(text) {
      if (isOpen && text !== "") isOpen = await writeAll(stdout, text);
    },
    end() {},
  };
}

/** Written as a whole at the end, so that the file is never half a report. */
function toFile(outputFile: string, { workingDirectory }: Terminal): Output {
  const path = resolve(workingDirectory, outputFile);
  const parts: string[] = [];
  return {
    async write(text) {
      parts.push(text);
    },
    end() {
      try {
        makeFolder(dirname(path));
        writeFileSync(path, parts.join(""));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new UsageError(`The report cannot be written to ${outputFile}: ${reason}`, { cause });
      }
    },
  };
}

/** With all folders above it. Node's own way to do so never ends below a folder that takes none, as `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path);
}
