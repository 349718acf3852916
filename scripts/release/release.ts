/**
 * Publishes exactly the bytes that passed the gate: `npx -y bun@1.4.5 run release`.
 *
 * The job that may publish installs nothing, so this file and what it imports need nothing but Node and npm.
 *
 * Exit codes: 0 published (or staged, or a dry run); 1 refused; 2 the registry did not go along, an unreadable report,
 * or wrong usage; 3 the command itself failed.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { redact } from "./publishing/redact.ts";
import { runRelease } from "./publishing/run-release.ts";
import { ReportError } from "./report/read-report.ts";

const help = `Publishes the tarballs that passed the gate on this commit, and nothing else.

Usage: npx -y bun@1.4.5 run release [options]

  --staged           stage on npm, fetch back and compare, then wait for a maintainer's approval
  --dry-run          check everything and publish nothing
  --tag TAG          the dist-tag; a wrong one is refused (default: the one that belongs to the version)
  --timeout SECONDS  how long one npm command may take (default: 120)
  --help             print this

Run the gate first: npx -y bun@1.4.5 run gate

Exit codes: 0 published; 1 refused; 2 the registry did not go along, an unreadable report, or wrong usage;
3 the command itself failed.`;

process.exitCode = await main(process.argv.slice(2));

async function main(argumentList: string[]): Promise<number> {
  try {
    const options = parse(argumentList);
    if (typeof options === "string") {
      console.error(options);
      console.error("`bun run release --help` lists the options.");
      return 2;
    }
    if (options.help) {
      console.log(help);
      return 0;
    }
    const root = join(import.meta.dirname, "..", "..");
    return await runRelease({
      npm: { root, timeout: options.timeout, environment: process.env },
      tag: options.tag,
      staged: options.staged,
      dryRun: options.dryRun,
      print: (line) => console.log(redact(line)),
    });
  } catch (error) {
    if (error instanceof ReportError) {
      console.error(`- ${error.message}`);
      console.error("RELEASE REFUSED: nothing was published.");
      return 2;
    }
    console.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return 3;
  }
}

function parse(argumentList: string[]) {
  try {
    const { values } = parseArgs({
      args: argumentList,
      options: {
        staged: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        tag: { type: "string" },
        timeout: { type: "string", default: "120" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const seconds = Number(values.timeout);
    if (!(seconds >= 1 && seconds <= 3600))
      return `--timeout takes seconds from 1 to 3600, not ${values.timeout}.`;
    const { staged, tag, help: wantsHelp } = values;
    return { staged, tag, help: wantsHelp, dryRun: values["dry-run"], timeout: seconds * 1000 };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
