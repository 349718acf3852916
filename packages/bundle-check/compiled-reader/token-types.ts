/** What a token is. Names and reserved words are told apart by their number. */
export const END_OF_FILE: i32 = 0;
export const WORD: i32 = 1;
export const NUMERIC: i32 = 2;
export const STRING: i32 = 3;
export const PRIVATE_NAME: i32 = 4;
/** The backtick that opens a template. */
export const TEMPLATE: i32 = 5;
export const ARROW: i32 = 6;
export const DOTS: i32 = 7;
export const QUESTION: i32 = 8;
export const OPTIONAL_CHAIN: i32 = 9;
export const ASSIGN: i32 = 10;
/** `+=` and its like. */
export const COMPOUND_ASSIGN: i32 = 11;
/** `&&=`, `||=`, `??=`. */
export const LOGICAL_ASSIGN: i32 = 12;
/** `++` and `--`. */
export const UPDATE: i32 = 13;
/** `!` and `~`. */
export const NOT: i32 = 14;
export const DOT: i32 = 15;
export const COMMA: i32 = 16;
export const SEMICOLON: i32 = 17;
export const COLON: i32 = 18;
export const OPEN_PARENTHESIS: i32 = 19;
export const CLOSE_PARENTHESIS: i32 = 20;
export const OPEN_BRACKET: i32 = 21;
export const CLOSE_BRACKET: i32 = 22;
export const OPEN_BRACE: i32 = 23;
export const CLOSE_BRACE: i32 = 24;
/** From here on: binary operators; the token's value is how tightly they bind. */
export const NULLISH: i32 = 30;
export const LOGICAL_OR: i32 = 31;
export const LOGICAL_AND: i32 = 32;
export const BITWISE: i32 = 33;
export const EQUALITY: i32 = 34;
export const RELATIONAL: i32 = 35;
export const SHIFT: i32 = 36;
export const PLUS_MINUS: i32 = 37;
export const SLASH: i32 = 38;
export const MULTIPLY: i32 = 39;
export const POWER: i32 = 40;
