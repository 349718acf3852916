const word = "createRequire";
/** What a name may go on with; of what is not ASCII, all. */
const isOfName = /[\w$\u0080-\uffff]/;

/** What calls of make functions like `require`: `createRequire`, also with what bundlers put before and behind it. */
export function isNameOfCreateRequire(name: string): boolean {
  return /createRequire\d*$/.test(name);
}

/** Every name of that kind in a text, some of them perhaps in comments and strings. */
export function* namesOfCreateRequire(text: string): Iterable<string> {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    let end = at + word.length;
    while (/\d/.test(text.charAt(end))) end++;
    // Each name is gone through once, from its end.
    if (isOfName.test(text.charAt(end))) continue;
    let start = at;
    while (isOfName.test(text.charAt(start - 1))) start--;
    yield text.slice(start, end);
  }
}
