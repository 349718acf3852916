import { styleText } from "node:util";

/** Puts text in the terminal's colours, or leaves it alone. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly success: (text: string) => string;
}

export const plainStyle: Style = {
  bold: same,
  dim: same,
  error: same,
  warning: same,
  info: same,
  success: same,
};

type Colour = Parameters<typeof styleText>[0];

export const colourStyle: Style = {
  bold: paint("bold"),
  dim: paint("dim"),
  error: paint("red"),
  warning: paint("yellow"),
  info: paint("cyan"),
  success: paint("green"),
};

function same(text: string): string {
  return text;
}

function paint(colour: Colour): (text: string) => string {
  // `wantsColour` has decided already, for the stream that is really written to.
  return (text) => styleText(colour, text, { validateStream: false });
}

/** https://no-color.org and https://force-color.org; a value of "0" or "false" forces colour off. */
export function wantsColour(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTerminal && TERM !== "dumb";
}

/** The style for what is written to stdout. */
export function styleFor({
  environment,
  stdout,
}: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: { readonly isTTY?: boolean | undefined };
}): Style {
  return wantsColour(environment, stdout.isTTY === true) ? colourStyle : plainStyle;
}
