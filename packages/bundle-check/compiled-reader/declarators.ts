import { bindImported } from "./dynamic-imports";
import { assignment, checkElsewhere } from "./expressions";
import { noteAlias } from "./global-aliases";
import { leave } from "./leave";
import { checkNotExported } from "./names";
import { bindingTarget } from "./patterns";
import { References } from "./references";
import { Last, NAME } from "./state";
import * as type from "./token-types";
import { eat, is, Token } from "./tokens";
import { GLOBAL_THIS } from "./words";

/** The declarators of `var`, `let` or `const`. */
export function declarators(kind: i32, mustHaveValue: bool): void {
  do {
    const isPattern = !is(type.WORD);
    const name = Token.value;
    const start = Token.start;
    bindingTarget(kind);
    const targetEnd = Token.lastEnd;
    if (eat(type.ASSIGN)) {
      initialValue(isPattern ? -1 : name);
      if (isPattern) bindImported(start, targetEnd);
    } else if (mustHaveValue || isPattern) leave();
  } while (eat(type.COMMA));
}

/** The value of a variable; the name is -1 for a pattern. */
export function initialValue(name: i32): void {
  const references = References.count;
  assignment();
  if (name < 0) return;
  checkNotExported(name);
  if (Last.kind === NAME) checkNotExported(Last.name);
  checkElsewhere(name, references);
  if (Last.kind === NAME && Last.name === GLOBAL_THIS) noteAlias(name);
}
