/**
 * Thrown where a text is not surely plain code: a syntax error, a rare construct, nesting that is too deep. The
 * parser that builds a syntax tree then reads the file, and its answer is final. No Error, because a stack trace is
 * costly and nobody reads it.
 */
export const notPlain: unique symbol = Symbol("not plain code");

export function leaveToParser(): never {
  throw notPlain;
}
