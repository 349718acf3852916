import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";
import { onlyDeclares } from "../exports/emptiness.js";
import { mayAddToItself } from "./added-members.js";

/** Exports that are made in a way that is not read, `var lib = (module.exports = {})` (plotly.js), `this.load = …`, or by a compiler. */
const mentionsExports = /\bexports\b|\bthis\b|__esModule/;

/** In characters: what stands before the specifier, and how long a member may be. */
const [longestBefore, longestMember] = [20, 60];

/** `load(require("./part"))`, `[require("./part")`, `x = require("./part").run`: the value is used. */
const isValue = /[([=]\s*require\(\s*$/;
const member = /^["'`]\s*\)\s*\.\s*([\w$]+)(?![\w$]|\s*\?\.)/;

/**
 * The value of a request is used where it stands, and the script that it leads to was written by hand and gives nothing:
 * it only declares, or a member is taken from what it does not have. Null otherwise.
 */
export function takenAtOnce(
  { source: { text } }: ModuleFacts,
  { kind, offset, specifier, conditional, evaluatedAt }: ModuleRequest,
  target: ModuleFacts,
): { readonly name: string | null } | null {
  if (kind !== "require" || conditional || evaluatedAt !== "load") return null;
  if (!target.hasCode || !target.isModular || mentionsExports.test(target.source.text)) return null;
  const before = text.slice(Math.max(0, offset - longestBefore), offset);
  if (!isValue.test(before)) return null;
  const end = offset + specifier.length + 1;
  const name = member.exec(text.slice(end, end + longestMember))?.[1] ?? null;
  if (name === null && !onlyDeclares(target)) return null;
  return mayAddToItself(target) ? null : { name };
}
