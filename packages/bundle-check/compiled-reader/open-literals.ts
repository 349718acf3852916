import { checkRegularExpression } from "./host";
import { leaveBehind, Reading } from "./leave";
import { Memory } from "./memory";
import { at, endOfEscape, isLineBreak, isWordCharacter } from "./text";
import { next, Token } from "./tokens";

// Literals whose start is a token of its own: only the grammar knows what the sign means there.

/** The present token is the slash that starts a regular expression; what follows it becomes the token. */
export function readRegularExpression(): void {
  let position = Token.start + 1;
  let inClass = false;
  for (; ; position++) {
    const code = at(position);
    if (isLineBreak(code) || position >= Memory.textLength) {
      leaveBehind(position);
      return;
    }
    if (code === 0x5c) {
      // What is escaped may not be a line break, which the next step finds.
      if (!isLineBreak(at(position + 1))) position++;
    } else if (code === 0x5b) inClass = true;
    else if (code === 0x5d) inClass = false;
    else if (code === 0x2f && !inClass) break;
  }
  const patternEnd = position++;
  while (isWordCharacter(at(position))) position++;
  const following = at(position);
  const isSurelyRight =
    following < 128 && following !== 0x5c && checkRegularExpression(Token.start + 1, patternEnd, position);
  if (!isSurelyRight) leaveBehind(position);
  Reading.position = position;
  Token.end = position;
  next();
}

/** Reads on from inside a template to its end or to `${`; true when a substitution follows. */
export function readTemplatePart(): bool {
  let position = Reading.position;
  for (; position < Memory.textLength; position++) {
    const code = at(position);
    if (code === 0x60 || (code === 0x24 && at(position + 1) === 0x7b)) {
      Reading.position = position + (code === 0x60 ? 1 : 2);
      Token.end = Reading.position;
      return code === 0x24;
    }
    if (code === 0x5c) position = endOfEscape(position);
    if (Reading.isLeft) break;
  }
  leaveBehind(position);
  return false;
}
