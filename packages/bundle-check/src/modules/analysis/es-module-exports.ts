import type { CallExpression } from "acorn";
import type { CommonjsExports } from "../module-facts.js";
import { CommonjsExportCollector } from "./commonjs-exports.js";
import type { Walk } from "./walk.js";

/**
 * In an ES module `exports` and `module` are names like others: parameters of the CommonJS modules that a bundler has
 * put into functions, whose exports nobody outside sees. Only when the getters of a table run counts there as well.
 */
export class EsModuleExportCollector extends CommonjsExportCollector {
  override visitAssignment(): boolean {
    return false;
  }

  override visitCall(node: CallExpression, walk: Walk): boolean {
    return this.visitTable(node, walk);
  }

  override finish(): CommonjsExports {
    return { names: new Set(), reexports: [], opaque: false, isWholeValue: false };
  }
}
