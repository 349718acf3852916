import { isSurelyNoGetter } from "./getters.js";
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
    const keys: ObjectKeys = { names: [], reexports: [], opaque: false, hasSymbols: false };
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
        const isPrototype = this.isWord(words.proto) || this.text.startsWith("__proto__", this.start + 1);
        if (isPrototype && ++prototypes > 1) leaveToParser();
        if (!this.#objectProperty(wantsKeys ? keys : null)) isTable = false;
      }
      if (!this.is(type.closeBrace)) this.expect(type.comma);
    }
    this.next();
    this.becomes(literal);
    this.isGetter = isTable;
    if (wantsKeys) this.keys = keys;
  }

  /** The key of a property, which is noted where the keys are asked for. */
  #key(keys: ObjectKeys | null): number {
    const { start, end } = this;
    const isString = this.is(type.string);
    const isComputed = this.is(type.openBracket);
    // `["name"]` is a name like any other.
    if (keys !== null && isComputed && this.#opensString()) this.leaveToTree();
    const key = this.propertyKey();
    if (keys === null) return key;
    if (key >= 0) keys.names.push(this.names.texts[key] as string);
    else if (isString) {
      const name = this.text.slice(start + 1, end - 1);
      if (name.includes("\\")) this.leaveToTree();
      keys.names.push(name);
    } else if (isComputed && this.isSymbol()) keys.hasSymbols = true;
    else keys.opaque = true;
    return key;
  }

  /** A string, or a parenthesis that may hold one, follows the present token. */
  #opensString(): boolean {
    const code = this.peek();
    return code === 0x22 || code === 0x27 || code === 0x28;
  }

  /** True when the property could be a getter of an export table. */
  #objectProperty(keys: ObjectKeys | null): boolean {
    const { start } = this;
    if (this.is(type.multiply)) {
      this.#star();
      this.#key(keys);
      this.method(false, true, mayUseSuper);
      return false;
    }
    if (this.#isModifier()) {
      this.#modifiedProperty(this.propertyKey(), keys);
      return false;
    }
    const isName = this.is(type.word);
    const isComputed = this.is(type.openBracket);
    const key = this.#key(keys);
    if (isName && !this.is(type.colon) && !this.is(type.openParenthesis)) {
      if (!this.is(type.comma) && !this.is(type.closeBrace) && !this.is(type.assign)) leaveToParser();
      this.#shorthand(key, start);
      return false;
    }
    const { start: valueStart } = this;
    if (this.is(type.openParenthesis)) {
      this.method(false, false, mayUseSuper);
      return this.isGetter && !isComputed && !isSurelyNoGetter(this.text, valueStart);
    }
    this.expect(type.colon);
    this.isGetter = false;
    this.uncalledStart = this.start;
    const { start: functionStart } = this;
    this.nested(this.assignment);
    const mayBeGetter = this.kind === functionValue && this.isGetter && !isComputed;
    return mayBeGetter && !isSurelyNoGetter(this.text, functionStart);
  }

  /** `get`, `set` or `async` before the key, which may also have such a name. */
  #isModifier(): boolean {
    if (!this.is(type.word)) return false;
    const { value } = this;
    if (value !== words.get && value !== words.set && value !== words.async) return false;
    const code = this.peek();
    return code !== 0x3a && code !== 0x28 && code !== 0x2c && code !== 0x7d && code !== 0x3d;
  }

  #shorthand(key: number, start: number): void {
    this.name(key, start);
    if (!this.is(type.assign)) return;
    this.openCovers++;
    this.next();
    this.nested(this.assignment);
  }

  /** `get`, `set`, `async` before the name of a method. */
  #modifiedProperty(modifier: number, keys: ObjectKeys | null): void {
    if (modifier === words.async) {
      if (this.newline) leaveToParser();
      const isGenerator = this.is(type.multiply);
      if (isGenerator) this.#star();
      this.#key(keys);
      this.method(true, isGenerator, mayUseSuper);
    } else {
      this.#key(keys);
      this.accessor(modifier === words.get);
    }
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
