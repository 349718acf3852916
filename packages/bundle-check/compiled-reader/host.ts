// What the reader asks the code around it.

/** Whether a character outside ASCII may start a name, or go on in one. */
export declare function startsName(code: i32): bool;
export declare function continuesName(code: i32): bool;

/** Whether the names are surely known that a pattern, or a callback behind `import("x").then(`, uses of a module. */
export declare function isPlainPattern(start: i32, end: i32): bool;
export declare function isPlainCallback(start: i32): bool;

/** Whether the engine takes a regular expression. All are offsets in the text. */
export declare function checkRegularExpression(start: i32, end: i32, flagsEnd: i32): bool;
