import { describe, expect, it } from "vitest";
import { type Command, parseArguments } from "../../src/cli/parse-arguments.js";

const check: Command = {
  command: "check",
  targets: ["."],
  asIs: false,
  against: null,
  probe: null,
  publint: false,
  config: null,
  format: "text",
  outputFile: null,
  maxWarnings: Number.POSITIVE_INFINITY,
  quiet: false,
};

describe("arguments", () => {
  it.each<[string[], Command]>([
    [[], check],
    [["a.tgz"], { ...check, targets: ["a.tgz"] }],
    [["a", "b@1", "@c/d@latest"], { ...check, targets: ["a", "b@1", "@c/d@latest"] }],
    [["--as-is", "dist"], { ...check, asIs: true, targets: ["dist"] }],
    [["dist", "--as-is"], { ...check, asIs: true, targets: ["dist"] }],
    [["--against", "previous", "a", "b"], { ...check, against: "previous", targets: ["a", "b"] }],
    [["--against=x.tgz"], { ...check, against: "x.tgz" }],
    [["--probe"], { ...check, probe: { bun: undefined, scripts: false, timeoutMilliseconds: undefined } }],
    [
      ["--probe", "--bun", "/opt/bun", "--probe-scripts", "--probe-timeout=5"],
      { ...check, probe: { bun: "/opt/bun", scripts: true, timeoutMilliseconds: 5_000 } },
    ],
    [["--publint"], { ...check, publint: true }],
    [["--config", "x.json"], { ...check, config: "x.json" }],
    [["-c", "x.json"], { ...check, config: "x.json" }],
    [["--config=-odd.json"], { ...check, config: "-odd.json" }],
    [["--format", "json"], { ...check, format: "json" }],
    [["--format=sarif"], { ...check, format: "sarif" }],
    [["-f", "github"], { ...check, format: "github" }],
    [["-fjson"], { ...check, format: "json" }],
    [["--output-file", "out.json"], { ...check, outputFile: "out.json" }],
    [["-o", "out.json"], { ...check, outputFile: "out.json" }],
    [["--max-warnings", "0"], { ...check, maxWarnings: 0 }],
    [["--max-warnings=12"], { ...check, maxWarnings: 12 }],
    [["--quiet"], { ...check, quiet: true }],
    [["-q", "x"], { ...check, quiet: true, targets: ["x"] }],
    [["--", "--odd-directory"], { ...check, targets: ["--odd-directory"] }],
    [["--help"], { command: "help" }],
    [["-h", "--version"], { command: "help" }],
    [["--version", "x.tgz"], { command: "version" }],
    [["-v"], { command: "version" }],
    [["--list-rules"], { command: "list-rules", format: "text" }],
    [["--list-rules", "-f", "json"], { command: "list-rules", format: "json" }],
    [["--explain", "truncated"], { command: "explain", rule: "truncated" }],
  ])("%j", (argv, expected) => {
    expect(parseArguments(argv)).toEqual(expected);
  });

  it.each([
    [["--formt", "json"], "Unknown option --formt. Did you mean --format?"],
    [["-x"], "Unknown option -x. See --help."],
    [["--__proto__"], "Unknown option --__proto__. See --help."],
    [["--toString=1"], "Unknown option --toString. See --help."],
    [["--format"], "--format needs a value: --format FORMAT."],
    [["--format", "--quiet"], "--format needs a value: --format FORMAT."],
    [["--format="], "--format needs a value: --format FORMAT."],
    [["--config", "-o", "x"], "--config needs a value: --config FILE."],
    [["--format", "xml"], 'Unknown format "xml"; allowed: text, json, github, sarif, html.'],
    [
      ["--format", "jsn"],
      'Unknown format "jsn"; allowed: text, json, github, sarif, html. Did you mean json?',
    ],
    [["--quiet=yes"], '--quiet takes no value, but was given "yes".'],
    [["--max-warnings", "few"], '--max-warnings needs a whole number of at least 0, but was given "few".'],
    [["--max-warnings=-1"], '--max-warnings needs a whole number of at least 0, but was given "-1".'],
    [["--max-warnings=1.5"], '--max-warnings needs a whole number of at least 0, but was given "1.5".'],
    [
      ["--against", "x.tgz", "a", "b"],
      "--against x.tgz names one package, but there are 2 targets; use --against previous, or one target.",
    ],
    [["--bun", "bun"], "--bun only has a meaning with --probe."],
    [["--probe-scripts"], "--probe-scripts only has a meaning with --probe."],
    [["--probe", "--probe-timeout", "0"], '--probe-timeout needs a number of seconds, but was given "0".'],
    [[""], "A target is an empty text; give a directory, a .tgz file or name@version."],
  ])("%j is refused", (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
