import { Parser } from "acorn";

/** acorn takes the slash after `yield` for a division in methods, though a regular expression starts there. */
export const YieldParser: typeof Parser = Parser.extend(
  (Base) =>
    class extends Base {
      declare exprAllowed: boolean;

      parseYield(forInit: boolean): unknown {
        this.exprAllowed = true;
        // A method for acorn's plugins, of which its types do not tell.
        return Reflect.get(Base.prototype, "parseYield").call(this, forInit);
      }
    },
);
