/** What of `expected` is missing or different in `actual`, as readable places; members only `actual` has are fine. */
export function missingFrom(actual: unknown, expected: unknown, place = ""): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [place || "(body)"];
    return expected.flatMap((item, index) => missingFrom(actual[index], item, `${place}[${index}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null) return [place || "(body)"];
    const members = new Map<string, unknown>(Object.entries(actual));
    return Object.entries(expected).flatMap(([name, member]) =>
      missingFrom(members.get(name), member, place === "" ? name : `${place}.${name}`),
    );
  }
  return Object.is(actual, expected) ? [] : [place || "(body)"];
}
