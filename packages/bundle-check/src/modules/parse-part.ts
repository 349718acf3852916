import type { AnyNode, Expression, ModuleDeclaration, Statement } from "acorn";
import { correctedParser } from "./corrected-parser.js";

let partParser: ReturnType<typeof createPartParser> | undefined;

/** acorn, asked for one part of a module. The members declared here are acorn's own for its plugins. */
function createPartParser() {
  const Base = correctedParser();
  return class PartParser extends Base {
    declare nextToken: () => void;
    declare parseMaybeAssign: () => Expression;
    declare parseStatement: (
      context: null,
      topLevel: boolean,
      exports: Record<string, true>,
    ) => Statement | ModuleDeclaration;

    static begin(text: string): PartParser {
      const parser = new PartParser({ ecmaVersion: "latest", sourceType: "module" }, text);
      parser.nextToken();
      return parser;
    }
  };
}

function parsePart(
  text: string,
  read: (parser: ReturnType<ReturnType<typeof createPartParser>["begin"]>) => AnyNode,
): AnyNode | null {
  partParser ??= createPartParser();
  try {
    return read(partParser.begin(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

/** The expression that a text begins with, up to a comma. Null when there is none. */
export function parseFirstExpression(text: string): AnyNode | null {
  return parsePart(text, (parser) => parser.parseMaybeAssign());
}

/** The statement that a text begins with, whatever follows. Null when there is none. */
export function parseFirstStatement(text: string): AnyNode | null {
  return parsePart(text, (parser) => parser.parseStatement(null, true, {}));
}
