import type { Parser } from "acorn";
import { loadAcorn } from "./load-acorn.js";

let parser: typeof Parser | undefined;

/**
 * acorn takes the slash after `yield` in methods for a division, and `/=` after `await` for an assignment, though a
 * regular expression starts there.
 */
export function correctedParser(): typeof Parser {
  parser ??= loadAcorn().Parser.extend(
    (Base) =>
      class extends Base {
        declare exprAllowed: boolean;

        // Methods for acorn's plugins, of which its types do not tell.
        parseYield(forInit: boolean): unknown {
          this.exprAllowed = true;
          return Reflect.get(Base.prototype, "parseYield").call(this, forInit);
        }

        parseAwait(forInit: boolean): unknown {
          this.exprAllowed = true;
          return Reflect.get(Base.prototype, "parseAwait").call(this, forInit);
        }
      },
  );
  return parser;
}
