// Texts are written out: to put two together would take memory, all of which is laid out by `memory`.

/**
 * Every word of ECMAScript that is never a name, then those that are none in strict code, then others that mean
 * something to the reader, a line at a time; "" behind the last. The constants below are their places.
 */
export function wordsOfLine(line: i32): string {
  switch (line) {
    case 0:
      return "break case catch class const continue debugger default delete do else enum export extends false";
    case 1:
      return "finally for function if import in instanceof new null return super switch this throw true try";
    case 2:
      return "typeof var void while with";
    case 3:
      return "let static implements interface package private protected public yield await";
    case 4:
      return "eval arguments async of get set constructor prototype call apply createRequire";
    case 5:
      return "exports module require __require define meta target __proto__ accessor using globalThis d __webpack_require__ URL";
    case 6:
      return "window self global root frames top parent";
    case 7:
      return "evaluate evaluateHandle evaluateOnNewDocument $eval $$eval addInitScript executeScript executeAsyncScript";
    case 8:
      return "stringifyFunction interpolateFunction serializeFunction";
    case 9:
      return "then";
    default:
      return "";
  }
}

export const BREAK: i32 = 0;
export const CASE: i32 = 1;
export const CATCH: i32 = 2;
export const CLASS: i32 = 3;
export const CONST: i32 = 4;
export const CONTINUE: i32 = 5;
export const DEBUGGER: i32 = 6;
export const DEFAULT: i32 = 7;
export const DELETE: i32 = 8;
export const DO: i32 = 9;
export const ELSE: i32 = 10;
export const EXTENDS: i32 = 13;
export const FALSE: i32 = 14;
export const FINALLY: i32 = 15;
export const FOR: i32 = 16;
export const FUNCTION: i32 = 17;
export const IF: i32 = 18;
export const IMPORT: i32 = 19;
export const IN: i32 = 20;
export const INSTANCEOF: i32 = 21;
export const NEW: i32 = 22;
export const NULL: i32 = 23;
export const RETURN: i32 = 24;
export const SUPER: i32 = 25;
export const SWITCH: i32 = 26;
export const THIS: i32 = 27;
export const THROW: i32 = 28;
export const TRUE: i32 = 29;
export const TRY: i32 = 30;
export const TYPEOF: i32 = 31;
export const VAR: i32 = 32;
export const VOID: i32 = 33;
export const WHILE: i32 = 34;
/** From here on: words that may be names. */
export const firstName: i32 = 36;
export const LET: i32 = 36;
export const STATIC: i32 = 37;
export const YIELD: i32 = 44;
export const AWAIT: i32 = 45;
/** From here on: words that may be names in strict code. */
export const firstStrictName: i32 = 46;
export const EVAL: i32 = 46;
export const ARGUMENTS: i32 = 47;
export const ASYNC: i32 = 48;
export const OF: i32 = 49;
export const GET: i32 = 50;
export const SET: i32 = 51;
export const CONSTRUCTOR: i32 = 52;
export const PROTOTYPE: i32 = 53;
export const CALL: i32 = 54;
export const APPLY: i32 = 55;
export const CREATE_REQUIRE: i32 = 56;
export const EXPORTS: i32 = 57;
export const MODULE: i32 = 58;
export const REQUIRE: i32 = 59;
export const OTHER_REQUIRE: i32 = 60;
export const DEFINE: i32 = 61;
export const META: i32 = 62;
export const TARGET: i32 = 63;
export const PROTO: i32 = 64;
export const ACCESSOR: i32 = 65;
export const USING: i32 = 66;
export const GLOBAL_THIS: i32 = 67;
export const LETTER_D: i32 = 68;
export const WEBPACK_REQUIRE: i32 = 69;
export const URL: i32 = 70;
export const WINDOW: i32 = 71;
export const PARENT: i32 = 77;
export const EVALUATE: i32 = 78;
export const SERIALIZE_FUNCTION: i32 = 88;
export const THEN: i32 = 89;
export const wordCount: i32 = 90;
