/** `name@range` without the range. */
export function nameOfSelector(selector: string): string {
  const at = selector.indexOf("@", 1);
  return at < 0 ? selector : selector.slice(0, at);
}

/** The replaced package of pnpm's `parent@1>child@2`; a `>` that belongs to a range follows a space, `@` or `|`. */
export function lastOfPnpmSelector(selector: string): string {
  let rest = selector;
  for (let match = /[^ |@]>/.exec(rest); match !== null; match = /[^ |@]>/.exec(rest)) {
    rest = rest.slice(match.index + 2);
  }
  return rest;
}

/** The replaced package of a Yarn pattern: of `parent/child`, of `**` and `/child`, of `parent@npm:1/child@npm:2`. */
export function lastOfResolution(pattern: string): string {
  const segments = pattern.split("/");
  const last = segments.at(-1) ?? pattern;
  const scope = segments.at(-2);
  return scope?.startsWith("@") === true && !scope.includes("@", 1) ? `${scope}/${last}` : last;
}
