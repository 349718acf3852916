import { neutraliseJson } from "./neutralise.ts";

/** On one line, so that every line of the output parses. */
export function renderJson(value: object): string {
  return `${neutraliseJson(JSON.stringify(value))}\n`;
}
