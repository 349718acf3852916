import { commands, exitCodes, type OptionDefinition, options } from "./options.ts";

const definitions: readonly (readonly [string, OptionDefinition])[] = Object.entries(options);

export function createHelp(): string {
  const names = definitions.map(([name, definition]) => usage(name, definition));
  const width = Math.max(...names.map((name) => name.length));
  const commandWidth = Math.max(...commands.map(({ usage: text }) => text.length));
  return [
    "pin-check holds an exact pin everywhere it can slip: manifests, overrides, catalogs, lockfiles, the artifact.",
    "",
    "Usage:",
    ...commands.map(({ usage: text, purpose }) => `  ${text.padEnd(commandWidth)}  ${purpose}`),
    "",
    "Options:",
    ...definitions.map(
      ([, { description }], index) => `  ${(names[index] ?? "").padEnd(width)}  ${description}`,
    ),
    "",
    "Exit codes:",
    ...exitCodes.map(({ code, meaning }) => `  ${code}  ${meaning}`),
    "",
  ].join("\n");
}

/** The options as the documents show them. */
export function createOptionsTable(): string {
  return [
    "| option | meaning |",
    "| --- | --- |",
    ...definitions.map(
      ([name, definition]) => `| \`${usage(name, definition)}\` | ${definition.description} |`,
    ),
  ].join("\n");
}

function usage(name: string, { short, placeholder }: OptionDefinition): string {
  const value = placeholder === undefined ? "" : ` ${placeholder}`;
  return `${short === undefined ? "" : `-${short}, `}--${name}${value}`;
}
