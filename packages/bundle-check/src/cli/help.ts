import { examples, exitCodes, type OptionDefinition, options } from "./options.js";

const definitions: readonly (readonly [string, OptionDefinition])[] = Object.entries(options);

export function createHelp(): string {
  const names = definitions.map(([name, definition]) => usage(name, definition));
  const width = Math.max(...names.map((name) => name.length));
  return [
    "bundle-check judges npm packages before they break their consumers.",
    "",
    "Usage: bundle-check [options] [target…]",
    "",
    "A target is a package directory (default: .), a .tgz file, or name@version from the registry.",
    "",
    "Options:",
    ...definitions.map(
      ([, { description }], index) => `  ${(names[index] ?? "").padEnd(width)}  ${description}`,
    ),
    "",
    "Examples:",
    ...examples.flatMap(({ purpose, command }) => [`  # ${purpose}`, `  ${command}`]),
    "",
    "Exit codes:",
    ...exitCodes.map(({ code, meaning }) => `  ${code}  ${meaning}`),
    "",
  ].join("\n");
}

/** The options as the README shows them. */
export function createOptionsTable(): string {
  return [
    "| option | meaning |",
    "|---|---|",
    ...definitions.map(
      ([name, definition]) => `| \`${usage(name, definition)}\` | ${definition.description} |`,
    ),
  ].join("\n");
}

function usage(name: string, { short, placeholder }: OptionDefinition): string {
  const value = placeholder === undefined ? "" : ` ${placeholder}`;
  return `${short === undefined ? "" : `-${short}, `}--${name}${value}`;
}
