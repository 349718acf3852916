import { AssignedTypes } from "./assigned-types.js";
import { addValue, type DeclarationFile, emptyDeclarationFile, type ValueKind } from "./declaration-file.js";
import { DeclarationScanner, type DeclarationToken } from "./declaration-scanner.js";
import { readPlainStatement } from "./plain-statement.js";
import { readSpecifiers } from "./specifiers.js";

/** Deeper nesting of namespaces than this is skipped. */
const maximumDepth = 20;

/** Reads declarations. Every text gives an answer; what is no declaration is passed over. */
export function readDeclarationFile(text: string): DeclarationFile {
  const scanner = new DeclarationScanner(text);
  const file = emptyDeclarationFile(scanner.requests);
  new DeclarationReader(scanner, file, new AssignedTypes(text), 0).read();
  return file;
}

/** Part of a type in one line that ends neither the type nor a bracket. */
const partOfType = / ?[\w$.|&][\w$.|& ]*/y;

const variableKeywords = new Set(["const", "let", "var"]);

class DeclarationReader {
  readonly #scanner: DeclarationScanner;
  readonly #file: DeclarationFile;
  readonly #types: AssignedTypes;
  readonly #depth: number;

  constructor(scanner: DeclarationScanner, file: DeclarationFile, types: AssignedTypes, depth: number) {
    this.#scanner = scanner;
    this.#file = file;
    this.#types = types;
    this.#depth = depth;
  }

  /** Reads statements up to the end of the text or of the block. */
  read(): void {
    // Whatever a statement leaves is passed over until the next one starts.
    while (this.#scanner.toStatement()) {
      if (readPlainStatement(this.#scanner, this.#file)) continue;
      const token = this.#scanner.next();
      if (token.text === "export") this.#readExport();
      else if (token.text === "import") this.#readImport(false);
      else this.#readDeclaration(token, false);
    }
  }

  #readExport(): void {
    const token = this.#scanner.next();
    this.#file.isModule = true;
    switch (token.text) {
      case "default":
        this.#readDefault();
        break;
      case "=": {
        const value = this.#scanner.next();
        this.#file.exportAssignment = value.type === "word" ? value.text : "";
        if (this.#scanner.peek().text === ".") {
          this.#scanner.next();
          this.#file.assignedMember = this.#scanner.next().text;
        }
        break;
      }
      case "*":
        this.#readStar(false);
        break;
      case "{":
        this.#readExportList(false);
        break;
      case "import":
        this.#readImport(true);
        break;
      case "type": {
        const next = this.#scanner.peek().text;
        if (next === "{" || next === "*") {
          this.#scanner.next();
          if (next === "{") this.#readExportList(true);
          else this.#readStar(true);
        } else {
          this.#readDeclaration(token, true);
        }
        break;
      }
      case "as":
        // `export as namespace Name`: a global of scripts, not an export.
        break;
      default:
        if (token.type === "word") this.#readDeclaration(token, true);
    }
  }

  #readDefault(): void {
    const token = this.#scanner.peek();
    if (token.type !== "word") {
      this.#file.exports.set("default", { kind: "variable" });
      return;
    }
    this.#scanner.next();
    const { text } = token;
    if (text === "interface" || text === "type") this.#file.declaresTypes = true;
    else if (text === "function" || text === "async") this.#file.exports.set("default", { kind: "function" });
    else if (text === "class" || text === "abstract") {
      if (text === "abstract") this.#scanner.next();
      this.#file.exports.set("default", { kind: "class" });
    } else if (text === "enum") this.#file.exports.set("default", { kind: "enum" });
    else this.#file.exports.set("default", { local: text });
  }

  #readStar(isTypeOnly: boolean): void {
    let token = this.#scanner.next();
    let name: string | null = null;
    if (token.text === "as") {
      name = this.#scanner.next().content;
      token = this.#scanner.next();
    }
    if (token.text !== "from") return;
    const from = this.#scanner.next();
    if (from.type !== "string" || isTypeOnly) return;
    if (name === null) this.#file.stars.push(from.content);
    else this.#file.exports.set(name, { from: from.content, imported: "*" });
  }

  #readExportList(isTypeOnly: boolean): void {
    const specifiers = readSpecifiers(this.#scanner);
    let from: string | null = null;
    if (this.#scanner.peek().text === "from") {
      this.#scanner.next();
      from = this.#scanner.next().content;
    }
    if (isTypeOnly) return;
    for (const { name, as } of specifiers) {
      this.#file.exports.set(as, from === null ? { local: name } : { from, imported: name });
    }
  }

  #readImport(isExported: boolean): void {
    let token = this.#scanner.next();
    // `import("x").Y` as a type, and imports for their effect alone.
    if (token.text === "(" || token.type === "string") {
      if (token.text === "(") this.#scanner.skipGroup();
      else this.#file.isModule = true;
      return;
    }
    const bindings: { local: string; imported: string }[] = [];
    this.#file.isModule = true;
    const isTypeOnly = token.text === "type" && !["from", ",", "="].includes(this.#scanner.peek().text);
    if (isTypeOnly) token = this.#scanner.next();
    for (; token.type !== "end"; token = this.#scanner.next()) {
      if (token.text === "{") {
        for (const { name, as } of readSpecifiers(this.#scanner))
          bindings.push({ local: as, imported: name });
      } else if (token.text === "*") {
        this.#scanner.next();
        bindings.push({ local: this.#scanner.next().text, imported: "*" });
      } else if (token.text === "=") {
        this.#readImportEquals(bindings[0]?.local, isExported);
        return;
      } else if (token.text === "from") {
        const from = this.#scanner.next().content;
        if (isTypeOnly) return;
        for (const { local, imported } of bindings) this.#file.imports.set(local, { from, imported });
        return;
      } else if (token.type === "word") {
        bindings.push({ local: token.text, imported: "default" });
      } else if (token.text !== ",") {
        return;
      }
    }
  }

  /** `import a = require("x")`, `import a = b.c`. What the second kind is cannot be told here. */
  #readImportEquals(local: string | undefined, isExported: boolean): void {
    const value = this.#scanner.next();
    if (local === undefined || value.text !== "require" || this.#scanner.peek().text !== "(") return;
    this.#scanner.next();
    const source = { from: this.#scanner.next().content, imported: "*" };
    this.#file.imports.set(local, source);
    if (isExported) this.#file.exports.set(local, source);
  }

  #readDeclaration(first: DeclarationToken, isExported: boolean): void {
    let keyword = first;
    while (["declare", "abstract", "async"].includes(keyword.text)) {
      if (this.#scanner.peek().type !== "word") return;
      keyword = this.#scanner.next();
    }
    if (variableKeywords.has(keyword.text)) this.#readVariables(isExported);
    else if (keyword.text === "function") this.#declare("function", isExported);
    else if (keyword.text === "class") this.#declare("class", isExported);
    else if (keyword.text === "enum") this.#declare("enum", isExported);
    else if (keyword.text === "namespace" || keyword.text === "module") this.#readNamespace(isExported);
    else if (keyword.text === "global" && this.#scanner.peek().text === "{") this.#readGlobals();
    else if (keyword.text === "interface" || keyword.text === "type") {
      if (this.#scanner.peek().type === "word") this.#file.declaresTypes = true;
    }
  }

  #declare(kind: ValueKind, isExported: boolean): void {
    const name = this.#scanner.peek();
    if (name.type !== "word") return;
    this.#scanner.next();
    addValue(this.#file, name.text, kind, isExported);
  }

  /** `const a: A, b: B<C, D>;` */
  #readVariables(isExported: boolean): void {
    if (this.#scanner.peek().text === "enum") {
      // A constant enum is replaced by its values and need not exist.
      this.#scanner.next();
      this.#scanner.next();
      this.#file.declaresTypes = true;
      return;
    }
    let angles = 0;
    let previous = ",";
    let name = "";
    for (;;) {
      const isInside = (previous !== "," || angles > 0) && previous !== ":";
      if (isInside && this.#scanner.match(partOfType)) {
        previous = "";
        continue;
      }
      const ahead = this.#scanner.peek();
      const begins = ahead.startsLine && previous !== "," && /^[a-z]/.test(ahead.text) && angles === 0;
      if (ahead.type === "end" || ahead.text === "}" || begins) return;
      const token = this.#scanner.next();
      if (token.text === ";") return;
      if (previous === "," && angles === 0) {
        name = token.text;
        if (token.type === "word") addValue(this.#file, name, "variable", isExported);
        else if (token.text === "{" || token.text === "[") this.#scanner.skipGroup();
      } else if (previous === ":" && (token.text === "unique" || this.#isWholeType(token.text, "never"))) {
        addValue(this.#file, name, "symbol", isExported);
      } else if (token.type === "punctuation") {
        if (token.text === "{" && previous === ":" && angles === 0)
          this.#types.readObjectType(name, this.#scanner, this.#file);
        else if ("({[".includes(token.text)) this.#scanner.skipGroup();
        else if (token.text === "<") angles++;
        else if (token.text === ">" && previous !== "=") angles = Math.max(0, angles - 1);
      }
      previous = token.type === "punctuation" ? token.text : "";
    }
  }

  /** The type that begins with this token consists of it: `never`, not `never[]`. */
  #isWholeType(text: string, name: string): boolean {
    const { text: next, startsLine, type } = this.#scanner.peek();
    return text === name && (type === "end" || startsLine || /^[;,}]/.test(next));
  }

  /** `declare global { … }`: variables are often those of others, functions are what the code brings. */
  #readGlobals(): void {
    const kinds = [...(this.#readBlock()?.values.values() ?? [])];
    if (kinds.some((kind) => kind === "function" || kind === "namespace")) this.#file.bringsGlobals = true;
  }

  /** What a pair of braces holds; null when they are nested too deeply to be read. */
  #readBlock(): DeclarationFile | null {
    this.#scanner.next();
    if (this.#depth >= maximumDepth) {
      this.#scanner.skipGroup();
      return null;
    }
    const inner = emptyDeclarationFile([]);
    new DeclarationReader(this.#scanner, inner, this.#types, this.#depth + 1).read();
    return inner;
  }

  #readNamespace(isExported: boolean): void {
    const name = this.#scanner.peek();
    if (name.type !== "word" && name.type !== "string") return;
    this.#scanner.next();
    let dotted = this.#scanner.peek();
    const isDotted = dotted.text === ".";
    while (dotted.text === "." || (dotted.type === "word" && !dotted.startsLine)) {
      this.#scanner.next();
      dotted = this.#scanner.peek();
    }
    if (dotted.text !== "{") return;
    const inner = this.#readBlock();
    if (!inner) return;
    if (name.type === "string") {
      this.#file.ambientModules.set(name.content, inner);
      return;
    }
    if (!isDotted) this.#types.addNamespace(name.text, inner, this.#file);
    // A namespace of types alone does not exist at run time; one that lists names may be either.
    if (inner.values.size > 0) addValue(this.#file, name.text, "namespace", isExported);
    else if (isExported && inner.exports.size > 0) this.#file.exports.set(name.text, { local: name.text });
    else this.#file.declaresTypes = true;
  }
}
