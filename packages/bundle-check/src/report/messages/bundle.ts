import type { TruncationSignal } from "../../findings/finding.js";
import type { Description } from "../messages.js";
import { count, formatNumber, loadMoment, plain, quote, quoteAll } from "../prose.js";
import { droppedByBundler } from "./modules.js";

const undeclaredExport: Description<"undeclared-export"> = (
  { exportedName, localName, isUsedHere, isOnlyAnnounced },
  { reach },
) => {
  if (isOnlyAnnounced) {
    return {
      message: `This file begins with ${quote(`exports.${exportedName} = void 0`)} and has ${quote(localName)}, but never exports it.`,
      consequence: `${quote(exportedName)} is ${quote("undefined")} for everybody who asks for it.`,
      hint: droppedByBundler,
    };
  }
  if (isUsedHere) {
    return {
      message: `This file uses its own export ${quote(exportedName)}, but nothing in it gives that.`,
      consequence: `${quote(exportedName)} is undefined when this code runs: a TypeError, or no export at all.`,
      hint: droppedByBundler,
    };
  }
  return {
    message:
      exportedName === localName
        ? `${quote(exportedName)} is exported, but nothing in this file declares it.`
        : `${quote(localName)} is exported as ${quote(exportedName)}, but nothing in this file declares it.`,
    consequence: `SyntaxError ${loadMoment(reach)}: export ${quote(localName)} is not defined; no export of this file is usable.`,
    hint: droppedByBundler,
  };
};

const truncated: Description<"truncated"> = ({ signals }, { reach }) => ({
  message:
    `This entry looks truncated, ${count(signals.length, "sign")}: ` +
    `${signals.map((signal, index) => `(${index + 1}) ${describeSignal(signal)}`).join("; ")}.`,
  consequence: `Code that belongs to the package is not in the tarball; what it did is missing or fails ${loadMoment(reach)}.`,
  hint: signals.every(({ signal }) => signal === "below-floor")
    ? "Compare the file with the last good release; if it is meant to be smaller, lower the floor in the configuration."
    : "The bundler may have dropped modules although it reported success: check the bundler's version " +
      "(Bun 1.3.10 to 1.3.14 and 1.4.0 do this), build again and compare the size with the last good release.",
});

function describeSignal(signal: TruncationSignal): string {
  switch (signal.signal) {
    case "dependencies-unreached":
      return (
        `none of the ${count(signal.dependencies.length, "runtime dependency", "runtime dependencies")} ` +
        `(${quoteAll(signal.dependencies)}) is imported by a file that consumers reach`
      );
    case "entry-not-in-source-map":
      return (
        `its source map ${quote(signal.sourceMap)} names ${count(signal.sources.length, "source")} ` +
        `${signal.sources.length === 0 ? "" : `(${quoteAll(signal.sources, 3)}) `}` +
        `and not the module this entry is built from`
      );
    case "exports-without-declarations":
      return `it exports ${count(signal.names.length, "name")} (${quoteAll(signal.names)}) that it does not declare`;
    case "export-helper-unused":
      return `it holds ${quote(signal.helper)}, which compilers write only where they export something with it, and exports nothing with it`;
    case "source-map-longer-than-file":
      return (
        `its source map ${quote(signal.sourceMap)} describes ${count(signal.mappedLines, "line")}, ` +
        `the file has ${formatNumber(signal.actualLines)}`
      );
    case "source-map-wider-than-file":
      return (
        `its source map ${quote(signal.sourceMap)} describes ${count(signal.mappedColumns, "column")} ` +
        `of line ${formatNumber(signal.line)}, which has ${formatNumber(signal.actualColumns)}`
      );
    case "unfinished-last-line":
      return `its last line ${quote(signal.text)} is only the beginning of ${quote(signal.whole)}`;
    case "below-floor":
      return (
        `it has ${formatNumber(signal.actual)} ${signal.unit}, ` +
        `the configuration asks for at least ${formatNumber(signal.floor)}`
      );
  }
}

const expectedExport: Description<"expected-export"> = ({ name, subpath, conditions }) => {
  const way = conditions.length === 0 ? "" : ` under ${quote(conditions.join("."))}`;
  return {
    message: `The configuration promises the export ${quote(name)} for ${quote(subpath)}, but this file does not export it${way}.`,
    consequence:
      `Importing ${quote(name)} fails with a SyntaxError in an ES module; ` +
      `read from ${quote("require")} or a namespace it is ${quote("undefined")}.`,
    hint:
      `Check that the build is complete; if ${quote(name)} was removed on purpose, ` +
      `take it out of ${quote("expectedExports")} in the configuration.`,
  };
};

const emptyEntry: Description<"empty-entry"> = ({ emptiness, promised }, { reach }) => {
  const promise = promised.length === 0 ? "" : ` although its declarations promise ${quoteAll(promised)}`;
  const isCommand = reach[0]?.field.startsWith("bin") ?? false;
  const subject = `This ${isCommand ? "command" : "entry"}`;
  if (emptiness === "no-declarations") {
    return {
      message: "These declarations of the package have nothing in them, while its code exports something.",
      consequence: "TypeScript refuses every import of a name from the package: the file is not a module.",
      hint: "Generate the declarations again and look at this file before packing.",
    };
  }
  const messages = {
    "no-content": `${subject} has no content${promise}.`,
    "no-exports": `${subject} exports nothing${promise}.`,
    "no-effect": `${subject} declares functions or classes, but exports nothing and does nothing with them.`,
  };
  return {
    message: messages[emptiness],
    consequence: isCommand
      ? "The command starts, does nothing and reports success."
      : promised.length === 0
        ? "Importing the package gives nothing to use."
        : `${quote(promised[0] ?? "")} and every other promised value is missing at run time.`,
    hint: "Build again and look at this file before packing; the bundler may have written it without its modules.",
  };
};

const knownBadBundler: Description<"known-bad-bundler"> = ({
  bundler,
  told,
  marks,
  sideEffects,
  isLosing,
}) => {
  const byMarks = `the file carries the marks ${quoteAll(marks)} of ${bundler}`;
  const [first] = told;
  const evidence =
    first === undefined
      ? byMarks
      : `${quote(first.toldBy)} asks for ${bundler} ${plain(first.release)}${marks.length === 0 ? "" : ` and ${byMarks}`}`;
  return {
    message:
      `This package is ${first === undefined ? "probably " : ""}built with a release of ${bundler} that drops modules: ${evidence}, ` +
      `and ${quote(`"sideEffects": ${sideEffects}`)} lets it do so.`,
    consequence: isLosing
      ? "This is the probable cause of the exports that nothing declares: what the entry only re-exports was left out, and the build reported success."
      : "An entry that only re-exports loses what it re-exports, and the build reports success.",
    hint:
      `Build with Bun 1.4.1 or newer (1.3.10 to 1.3.14 and 1.4.0 are affected) and say so in ` +
      `${first === undefined ? quote("packageManager") : quoteAll([...new Set(told.map(({ toldBy }) => toldBy))])}.`,
  };
};

export const bundleDescriptions = {
  "undeclared-export": undeclaredExport,
  truncated,
  "known-bad-bundler": knownBadBundler,
  "expected-export": expectedExport,
  "empty-entry": emptyEntry,
};
