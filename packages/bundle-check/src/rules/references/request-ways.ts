import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";

/** In characters: what stands between a declaration and the specifier of the module that it is given. */
const longestDeclaration = 300;

/** `const x = `, `const { a, b } = `, or the request is itself called or looked into; null where it is for effects alone. */
export interface Way {
  readonly variable: string | null;
  /** The members that are taken out at once. */
  readonly members: readonly string[] | null;
}

const ways = {
  require: /(?:^|[\s,;{.])(?:([\w$]+)|\{([^{}=]*)\})\s*=\s*(?:[\w$.]{1,60}\()?require\(\s*$/,
  import: /\bimport\s*\*\s*as\s+([\w$]+)\s*from\s*$/,
};
/** `require("./x").member`, and in characters how long it may be. */
const takenAtOnce = /^["'`]\s*\)+\s*\.\s*([\w$]+)/;
const longestMember = 60;
/** `require("./x")(…)`, `require("./x").a`, `new (require("./x"))`. */
const isUsedAtOnce = /^["'`]\s*\)+\s*[.(]/;

export function wayOf(
  { source: { text } }: ModuleFacts,
  { kind, offset, specifier }: ModuleRequest,
): Way | null {
  const before = text.slice(Math.max(0, offset - longestDeclaration), offset);
  const [whole, variable = null, members] =
    ways[kind === "require" ? "require" : "import"].exec(before) ?? [];
  const end = offset + specifier.length + 1;
  const after = kind === "require" ? text.slice(end, end + longestMember) : "";
  const member = takenAtOnce.exec(after)?.[1];
  if (whole !== undefined) {
    if (member !== undefined) return { variable: null, members: [member] };
    return {
      variable,
      members: members?.split(",").map((each) => each.replace(/:.*/s, "").trim()) ?? null,
    };
  }
  if (kind !== "require" || !/\brequire\(\s*$/.test(before)) return null;
  if (member !== undefined) return { variable: null, members: [member] };
  const isUsed = isUsedAtOnce.test(after) || /\bextends\s+require\(\s*$/.test(before);
  return isUsed ? { variable: null, members: null } : null;
}

/**
 * `part_1`, and `require_part` beside the marks of Rolldown's output: what compilers call the variable of a module. Its
 * members are what the author imported by name.
 */
export function isNamedByCompiler(variable: string, text: string): boolean {
  return /_\d+$/.test(variable) || (variable.startsWith("require_") && marksOfRolldown.test(text));
}

const marksOfRolldown = /^\/\/#region |\bSymbol\.toStringTag\b/m;
