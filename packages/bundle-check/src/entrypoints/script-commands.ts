import { isRecord, type Manifest } from "./manifest.js";
import { readShellCommands } from "./shell-command.js";

/** Longer texts are no commands that anybody wrote. */
const longestScript = 10_000;

/** Programs of packages that are not called like them. */
const packagesOfPrograms: Readonly<Record<string, string>> = { tsc: "typescript" };

/** Package managers bring it for the scripts that they run. */
const broughtAlong: ReadonlySet<string> = new Set(["node-gyp"]);

const installed = [
  "dependencies",
  "optionalDependencies",
  "peerDependencies",
  "bundledDependencies",
  "bundleDependencies",
];

/** The script decides by itself whether it goes on: it tests for something, or says what follows a failure. */
const decides = /\|\||(^|[;&\s])(if|test|command|which|\[{1,2})\s|\btrue\b/;

/**
 * The programs that a script of package.json runs and that only the author's machine has: those of packages that
 * are listed for development alone, and scripts that do not exist.
 */
export function findMissingCommands(name: string, { data }: Manifest): string[] {
  const scripts = isRecord(data.scripts) ? data.scripts : {};
  const text = scripts[name];
  if (typeof text !== "string" || text.length > longestScript || decides.test(text)) return [];
  const missing = new Set<string>();
  for (const [program, first, second] of readShellCommands(text) ?? []) {
    if (typeof program !== "string") continue;
    if (isForDevelopmentAlone(program, data)) missing.add(program);
    const isCall = /^(npm|pnpm|yarn|bun)$/.test(program) && first === "run";
    if (isCall && typeof second === "string" && /^[\w:-]+$/.test(second) && !Object.hasOwn(scripts, second)) {
      missing.add(`${program} run ${second}`);
    }
  }
  return [...missing];
}

function isForDevelopmentAlone(program: string, data: Manifest["data"]): boolean {
  const name = (Object.hasOwn(packagesOfPrograms, program) && packagesOfPrograms[program]) || program;
  const lists = (field: string) => {
    const list = data[field];
    return Array.isArray(list) ? list.includes(name) : isRecord(list) && Object.hasOwn(list, name);
  };
  return lists("devDependencies") && !installed.some(lists) && !broughtAlong.has(name);
}
