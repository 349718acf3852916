const word = "createRequire";

/** What calls of make functions like `require`: `createRequire`, also with what bundlers put before and behind it. */
export function isNameOfCreateRequire(name: string): boolean {
  return /createRequire\d*$/.test(name);
}

/** Every name of that kind in a text, some of them perhaps in comments and strings. */
export function* namesOfCreateRequire(text: string): Iterable<string> {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    let end = at + word.length;
    while (isDigit(text.charCodeAt(end))) end++;
    // Each name is gone through once, from its end.
    if (isOfName(text.charCodeAt(end))) continue;
    let start = at;
    while (isOfName(text.charCodeAt(start - 1))) start--;
    yield text.slice(start, end);
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** `[\w$]` and all that is not ASCII. */
function isOfName(code: number): boolean {
  return (
    isDigit(code) ||
    code === 0x24 ||
    code === 0x5f ||
    ((code | 32) - 0x61 < 26 && (code | 32) >= 0x61) ||
    code >= 0x80
  );
}
