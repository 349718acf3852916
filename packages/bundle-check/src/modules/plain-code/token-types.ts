/** What a token is. Names and reserved words are told apart by their number. */
export const endOfFile = 0;
export const word = 1;
export const numeric = 2;
export const string = 3;
export const privateName = 4;
/** The backtick that opens a template. */
export const template = 5;
export const arrow = 6;
export const dots = 7;
export const question = 8;
export const optionalChain = 9;
export const assign = 10;
/** `+=` and its like. */
export const compoundAssign = 11;
/** `&&=`, `||=`, `??=`. */
export const logicalAssign = 12;
/** `++` and `--`. */
export const update = 13;
/** `!` and `~`. */
export const not = 14;
export const dot = 15;
export const comma = 16;
export const semicolon = 17;
export const colon = 18;
export const openParenthesis = 19;
export const closeParenthesis = 20;
export const openBracket = 21;
export const closeBracket = 22;
export const openBrace = 23;
export const closeBrace = 24;
/** From here on: binary operators; `precedence` tells how tightly they bind. */
export const nullish = 30;
export const logicalOr = 31;
export const logicalAnd = 32;
export const bitwise = 33;
export const equality = 34;
export const relational = 35;
export const shift = 36;
export const plusMinus = 37;
export const slash = 38;
export const multiply = 39;
export const power = 40;
