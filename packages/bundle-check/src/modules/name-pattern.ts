/** The name as a part of a regular expression that matches nothing but it. */
export function patternOf(name: string): string {
  return name.replace(/\W/g, "\\$&");
}
