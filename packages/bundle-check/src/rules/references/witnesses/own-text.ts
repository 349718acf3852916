import { knowsAsGlobal } from "../../../modules/global-properties.js";
import { patternOf } from "../../../modules/name-pattern.js";
import {
  inheritedGetters,
  isReadInCallsOnly,
  namesExportedByPath,
  namesInMadeCode,
  oncePerModule,
} from "../names-in-text.js";
import type { Witness } from "./witness.js";

/** Minifiers give names of this length, and no more than a handful of libraries have one. */
const shortest = 2;

/**
 * `typeof name` anywhere in the file says that the name may be absent. Of the names that minifiers give, only the
 * question whether they are `"undefined"` says so: everything else is asked of what the bundle itself declares.
 */
export const typeofTest: Witness = (name, { typeofNames, source: { text } }) => {
  if (!typeofNames.has(name)) return false;
  if (name.length > shortest) return true;
  const operand = `typeof\\s*\\(?${patternOf(name)}(?![\\w$])\\)?`;
  const absent = `["'](?:undefined|u)["']`;
  return new RegExp(`${operand}\\s*[!=<>]+\\s*${absent}|${absent}\\s*[!=<>]+\\s*${operand}`).test(text);
};

/** `try { BigNumber } catch`: nothing but the question whether there is one (jqwidgets-framework). */
export const tryTest: Witness = (name, module) => namesTried(module).has(name);

const namesTried = oncePerModule(
  ({ source: { text } }) =>
    new Set([...text.matchAll(/\btry ?\{\s*([\w$]{3,});?\s*\} ?catch\b/g)].map(([, name = ""]) => name)),
);

/** The file puts the name on the global object, or looks for it there. */
export const globalObject: Witness = knowsAsGlobal;

/** A getter that every object inherits gives the global object. */
export const inheritedGetter: Witness = (name, module) => inheritedGetters(module).has(name);

/** Where the made code runs nothing of this file does, so that only functions which go there can mean its names. */
export const codeMadeAsText: Witness = (name, module) =>
  namesInMadeCode(module).has(name) && isReadInCallsOnly(name, module);

/** Google's compiler makes globals of the paths of names. */
export const paths: Witness = (name, module) => namesExportedByPath(module).has(name);
