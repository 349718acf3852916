import type { ModuleDeclaration, Node, Options, Statement } from "acorn";
import { correctedParser } from "../corrected-parser.js";
import { type Frame, inArrow, type Label } from "./plain-reader.js";

interface PrivateNameUses {
  readonly declared: object;
  readonly used: { readonly name: string }[];
}

/** What surrounds the statement that is to be parsed. */
export interface Surroundings {
  readonly start: number;
  readonly isStrict: boolean;
  /** Null at the top level. */
  readonly frame: Frame | null;
  readonly labels: readonly Label[];
  readonly hasPrivateNames: boolean;
}

let islandParser: ReturnType<typeof createIslandParser> | undefined;

/**
 * acorn, started in the middle of a text with what the reader knows of the code around. The members declared here
 * are acorn's own for its plugins.
 */
function createIslandParser() {
  const Base = correctedParser();
  return class IslandParser extends Base {
    declare readonly start: number;
    declare pos: number;
    declare strict: boolean;
    declare readonly inAsync: boolean;
    declare labels: Label[];
    declare privateNameStack: PrivateNameUses[];
    declare enterScope: (flags: number) => void;
    declare nextToken: () => void;
    declare parseStatement: (
      context: "for" | null,
      topLevel: boolean,
      exports: Record<string, true>,
    ) => Statement | ModuleDeclaration;

    static at(options: Options, text: string, surroundings: Surroundings): IslandParser {
      const parser = new IslandParser(options, text);
      const { frame } = surroundings;
      parser.pos = surroundings.start;
      parser.strict = surroundings.isStrict;
      parser.labels = [...surroundings.labels];
      if (frame !== null) {
        if ((frame.flags & inArrow) !== 0 && frame.thisFlags !== 1) parser.enterScope(frame.thisFlags);
        parser.enterScope(frame.flags);
      }
      if (surroundings.hasPrivateNames) parser.privateNameStack.push({ declared: {}, used: [] });
      parser.nextToken();
      return parser;
    }

    /** Where the first `import.meta` and the first top-level `await` stand, which scripts do not have. */
    importMetaAt = Number.POSITIVE_INFINITY;
    topAwaitAt = Number.POSITIVE_INFINITY;

    parseAwait(forInit: boolean): unknown {
      if (!this.inAsync) this.topAwaitAt = Math.min(this.topAwaitAt, this.start);
      return Reflect.get(Base.prototype, "parseAwait").call(this, forInit);
    }

    parseForStatement(node: Node): unknown {
      const loop = Reflect.get(Base.prototype, "parseForStatement").call(this, node);
      if (loop.await === true && !this.inAsync) this.topAwaitAt = Math.min(this.topAwaitAt, node.start);
      return loop;
    }

    parseImportMeta(node: Node): unknown {
      this.importMetaAt = Math.min(this.importMetaAt, node.start);
      return Reflect.get(Base.prototype, "parseImportMeta").call(this, node);
    }

    /** The private names that the statement needs from the classes around it. */
    usedPrivateNames(): string[] {
      return this.privateNameStack.flatMap(({ used }) => used.map(({ name }) => name));
    }

    /** What may be exported is checked with all declarations at hand. */
    checkLocalExport(): void {}
  };
}

export function startIslandParser(
  options: Options,
  text: string,
  surroundings: Surroundings,
): ReturnType<ReturnType<typeof createIslandParser>["at"]> {
  islandParser ??= createIslandParser();
  return islandParser.at(options, text, surroundings);
}
