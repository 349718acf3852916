import { installedFields, isListedIn } from "./installed-packages.js";
import { isRecord, type Manifest } from "./manifest.js";
import { decides, readShellCommands } from "./shell-command.js";

/** Longer texts are no commands that anybody wrote. */
const longestScript = 10_000;

/** Programs of packages that are not called like them. */
const packagesOfPrograms: Readonly<Record<string, string>> = { tsc: "typescript" };

/** Package managers bring it for the scripts that they run. */
const broughtAlong: ReadonlySet<string> = new Set(["node-gyp"]);

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
  return (
    isListedIn(data, "devDependencies", name) &&
    !installedFields.some((field) => isListedIn(data, field, name)) &&
    !broughtAlong.has(name)
  );
}

/**
 * `npx only-allow pnpm`, as the script runs it: it ends every installation by another package manager, those of the
 * consumers included, whatever the author meant. Only where its failure counts.
 */
export function findRefusedManagers(name: string, { data }: Manifest): string[] {
  const text = isRecord(data.scripts) ? data.scripts[name] : undefined;
  if (typeof text !== "string" || text.length > longestScript || decides.test(text)) return [];
  return (readShellCommands(text) ?? []).flatMap((words) => {
    const at = words.findIndex((word) => word !== null && /^only-allow(@|$)/.test(word));
    const isRun = at === 0 || (at > 0 && words.slice(0, at).every(isWayToRun));
    return isRun && /^(npm|yarn|pnpm|bun)$/.test(words[at + 1] ?? "") ? [words.join(" ")] : [];
  });
}

/** `npx`, `pnpm dlx`, `npm exec --yes --`: what may stand before a program of a package. */
function isWayToRun(word: string | null): boolean {
  return word !== null && /^(npx|pnpx|bunx|npm|pnpm|yarn|bun|x|exec|dlx|-y|--yes|--)$/.test(word);
}
