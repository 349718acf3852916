import { wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { Patterns } from "./patterns.js";
import { functionValue, literal, mayUseSuper, type ObjectKeys } from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  async: wordNumber("async"),
  get: wordNumber("get"),
  proto: wordNumber("__proto__"),
  set: wordNumber("set"),
};

/** Object literals and their methods. */
export abstract class ObjectLiterals extends Patterns {
  protected abstract method(isAsync: boolean, isGenerator: boolean, flags: number): void;

  protected objectLiteral(): void {
    const wantsKeys = this.start === this.keysWanted;
    const keys: ObjectKeys = { names: [], reexports: [], opaque: false };
    this.next();
    let isTable = !this.is(type.closeBrace);
    let prototypes = 0;
    while (!this.is(type.closeBrace)) {
      if (this.eat(type.dots)) {
        this.nested(this.assignment);
        isTable = false;
        if (this.shape?.specifier === undefined) keys.opaque = true;
        else keys.reexports.push(this.shape.specifier);
      } else {
        if (wantsKeys) this.#collectKey(keys);
        const isPrototype = this.isWord(words.proto) || this.text.startsWith("__proto__", this.start + 1);
        if (isPrototype && ++prototypes > 1) leaveToParser();
        if (!this.#objectProperty()) isTable = false;
      }
      if (!this.is(type.closeBrace)) this.expect(type.comma);
    }
    this.next();
    this.becomes(literal);
    this.isGetter = isTable;
    if (wantsKeys) this.keys = keys;
  }

  #collectKey(keys: ObjectKeys): void {
    const code = this.peek();
    const isKey = code === 0x3a || code === 0x28 || code === 0x2c || code === 0x7d;
    if (this.is(type.word) && isKey) keys.names.push(this.names.texts[this.value] as string);
    else if (this.is(type.string) && isKey) {
      const name = this.text.slice(this.start + 1, this.end - 1);
      if (name.includes("\\")) this.leaveToTree();
      keys.names.push(name);
    } else if (this.is(type.openBracket) || this.is(type.numeric)) keys.opaque = true;
    else this.leaveToTree();
  }

  /** True when the property could be a getter of an export table. */
  #objectProperty(): boolean {
    const { start } = this;
    if (this.is(type.multiply)) {
      this.#star();
      this.propertyKey();
      this.method(false, true, mayUseSuper);
      return false;
    }
    const isName = this.is(type.word);
    const isComputed = this.is(type.openBracket);
    const key = this.propertyKey();
    if (isName && !this.is(type.colon) && !this.is(type.openParenthesis)) {
      if (this.is(type.comma) || this.is(type.closeBrace) || this.is(type.assign)) {
        this.#shorthand(key, start);
      } else this.#modifiedProperty(key);
      return false;
    }
    if (this.is(type.openParenthesis)) {
      this.method(false, false, mayUseSuper);
      return this.isGetter && !isComputed;
    }
    this.expect(type.colon);
    this.isGetter = false;
    this.uncalledStart = this.start;
    this.nested(this.assignment);
    return this.kind === functionValue && this.isGetter && !isComputed;
  }

  #shorthand(key: number, start: number): void {
    this.name(key, start);
    if (!this.is(type.assign)) return;
    this.openCovers++;
    this.next();
    this.nested(this.assignment);
  }

  /** `get`, `set`, `async` before the name of a method. */
  #modifiedProperty(modifier: number): void {
    if (modifier === words.async) {
      if (this.newline) leaveToParser();
      const isGenerator = this.is(type.multiply);
      if (isGenerator) this.#star();
      this.propertyKey();
      this.method(true, isGenerator, mayUseSuper);
    } else if (modifier === words.get || modifier === words.set) {
      this.propertyKey();
      this.accessor(modifier === words.get);
    } else leaveToParser();
  }

  #star(): void {
    if (this.text[this.start] !== "*") leaveToParser();
    this.next();
  }

  /** A getter has no parameter, a setter has one. */
  protected accessor(isGetter: boolean): void {
    const code = this.peek();
    if (!this.is(type.openParenthesis) || (code === 0x29) !== isGetter) leaveToParser();
    if (!isGetter) this.hasOneParameter = true;
    this.method(false, false, mayUseSuper);
  }

  protected hasOneParameter = false;
}
