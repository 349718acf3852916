import type { ModuleKind, Reach, RuleArguments } from "../../findings/finding.js";
import type { Description } from "../messages.js";
import { count, loadMoment, plain, quote } from "../prose.js";

const kindNames = { module: "an ES module", commonjs: "CommonJS" } as const satisfies Record<
  ModuleKind,
  string
>;

const syntaxError: Description<"syntax-error"> = ({ parsedAs, reason }, { place, reach }) => ({
  message: `This file does not parse as ${parsedAs === "json" ? "JSON" : kindNames[parsedAs]}: ${plain(reason)}.`,
  consequence: `SyntaxError ${loadMoment(reach)}; nothing of the file runs.`,
  hint: `Look at ${quote(place.file)} at this position: if it ends too early the build was cut short, so build again.`,
});

const wrongModuleKind: Description<"wrong-module-kind"> = (args, finding) =>
  args.emptied ? emptiedImportMeta(args, args.emptied, finding.reach) : wrongKind(args, finding.reach);

const wrongKind = (args: RuleArguments["wrong-module-kind"], reach: readonly Reach[]) => ({
  message: `${wrongKindSentence(args)}${args.more === 0 ? "" : ` The same is true of ${count(args.more, "more file")}.`}`,
  consequence: wrongKindConsequence(args, reach),
  hint:
    (args.hiddenMain === undefined
      ? ""
      : `Lead ${quote("require")} to ${quote(args.hiddenMain)} with a condition of ${quote("exports")}. `) +
    `Give the file the extension ${quote(args.writtenAs === "module" ? ".mjs" : ".cjs")}, or set ` +
    `${quote(`"type": "${args.writtenAs}"`)} in the package.json nearest to it.`,
});

function emptiedImportMeta(
  { more }: RuleArguments["wrong-module-kind"],
  { passedTo, evaluatedAt, conditional }: NonNullable<RuleArguments["wrong-module-kind"]["emptied"]>,
  reach: readonly Reach[],
) {
  const error = passedTo === "new URL" ? "TypeError (Invalid URL)" : "TypeError";
  const moment =
    evaluatedAt === "load"
      ? `${loadMoment(reach)}${conditional ? ", in the branch that asks for it" : ""}`
      : "when the function around it is called";
  return {
    message:
      `${quote(passedTo)} is given ${quote("import.meta.url")}, which only ES modules have: this file is CommonJS, and the ` +
      `bundler put an empty object in the place of ${quote("import.meta")}.` +
      (more === 0 ? "" : ` The same is true of ${count(more, "more file")}.`),
    consequence: `${error} ${moment}: the address is ${quote("undefined")}.`,
    hint:
      `Let the bundler replace ${quote("import.meta.url")} in the CommonJS build (tsup: ${quote("shims: true")}; esbuild: ` +
      `${quote("define")} it as a name that a ${quote("banner")} sets to ${quote('require("url").pathToFileURL(__filename).href')}), ` +
      `or use ${quote("__filename")} and ${quote("require")} where ${quote("typeof")} finds them.`,
  };
}

function wrongKindSentence({
  loadedAs,
  writtenAs,
  decidedBy,
  stated,
  reason,
  name,
  isUniversal,
}: RuleArguments["wrong-module-kind"]): string {
  const because = decidedBy.startsWith(".")
    ? `its extension is ${quote(decidedBy)}`
    : `${quote(decidedBy)} ${stated ? "says so" : `states no ${quote("type")}`}`;
  const evidence =
    name === undefined
      ? plain(reason ?? "its syntax says so")
      : `it ${isUniversal ? "tests for" : "uses"} ${quote(name)} and neither imports nor exports`;
  return `Node takes this file for ${kindNames[loadedAs]}, because ${because}, but it is ${kindNames[writtenAs]}: ${evidence}.`;
}

function wrongKindConsequence(
  { stated, name, isUniversal, hiddenMain }: RuleArguments["wrong-module-kind"],
  reach: readonly Reach[],
): string {
  if (isUniversal)
    return `The file finds no ${quote(name ?? "module")}, so whoever imports or requires it gets no exports.`;
  if (name !== undefined)
    return `ReferenceError ${loadMoment(reach)}: ${quote(name)} is not defined in ES module scope.`;
  if (stated) return `SyntaxError ${loadMoment(reach)}; nothing of the file runs.`;
  const main =
    hiddenMain === undefined
      ? ""
      : `; nobody gets the CommonJS file ${quote(hiddenMain)} under ${quote("main")}`;
  return `SyntaxError in Node before 20.19 and 22.7; newer versions have to parse the file twice to find out${main}.`;
}

const undeclaredReference: Description<"undeclared-reference"> = (
  { name, evaluatedAt, exportedName, occurrences, requested },
  { reach },
) => {
  if (requested !== undefined) {
    return {
      message:
        `${quote(requested)} is required while the module loads, but Node has no ${quote("require")} in an ES module, ` +
        "and what the bundler put in its place only throws.",
      consequence: `Error ${loadMoment(reach)}: Dynamic require of "${plain(requested)}" is not supported.`,
      hint:
        `Leave the package that calls ${quote("require")} out of the bundle (external), or give the bundle a banner ` +
        `that declares ${quote("require")} with ${quote("createRequire(import.meta.url)")}.`,
    };
  }
  const where = occurrences > 1 ? ` (${occurrences} places in this file)` : "";
  switch (evaluatedAt) {
    case "load":
      return {
        message: `${quote(name)} is read while the module loads, but nothing declares it${where}.`,
        consequence: `ReferenceError ${loadMoment(reach)}: ${quote(name)} is not defined.`,
        hint:
          reach.length === 0
            ? `Declare or import ${quote(name)}; if consumers never load this file, leave it out of the package.`
            : `${droppedByBundler} If the runtime does provide ${quote(name)}, add it to ${quote("globals")} in the configuration.`,
      };
    case "export-getter": {
      const exported = exportedName === undefined ? "an export" : `the export ${quote(exportedName)}`;
      return {
        message: `The getter of ${exported} reads ${quote(name)}, which nothing declares${where}.`,
        consequence:
          `The file loads, but there is a ReferenceError when ` +
          `${exportedName === undefined ? "the export" : quote(exportedName)} is read.`,
        hint: droppedByBundler,
      };
    }
    case "function":
      return {
        message: `${quote(name)} is used inside a function, but nothing declares it${where}.`,
        consequence: `ReferenceError when that function runs: ${quote(name)} is not defined.`,
        hint:
          `Declare or import ${quote(name)}; if the runtime provides it, ` +
          `add it to ${quote("globals")} in the configuration.`,
      };
  }
};

const missingModule: Description<"missing-module"> = (args, { reach }) => {
  const { specifier, resolved, similar, isInBundle } = args;
  if (args.refusedBy !== undefined) return refusedRequest(args, reach);
  if (isInBundle) {
    return {
      message: `The bundle asks its own table of modules for ${quote(specifier)}, which is not in it.`,
      consequence:
        'A TypeError, or "Cannot find module", when this request runs, mostly while the bundle loads.',
      hint: `Build ${quote(resolved)} again: the bundler, or a step behind it, left the module out.`,
    };
  }
  return {
    message: `${quote(specifier)} is imported, but ${quote(resolved)} is not among the package's files.`,
    consequence: `"Cannot find module" ${loadMoment(reach)}.`,
    hint:
      similar === undefined
        ? `Make sure the build writes ${quote(resolved)} and that ${quote("files")} in package.json includes it.`
        : `${quote(similar)} is shipped: correct the import, or the name of the file.`,
  };
};

const jsonAttribute = quote('with { type: "json" }');

function refusedRequest(
  {
    specifier,
    similar = "",
    refusedBy = "node",
    lacks = "extension",
    accepted = "",
    more = 0,
  }: RuleArguments["missing-module"],
  reach: readonly Reach[],
): ReturnType<Description<"missing-module">> {
  const loader = `${refusedBy === "webpack" ? "webpack" : "Node"}, which takes this file for an ES module,`;
  const sentences = {
    extension: `${quote(specifier)} lacks the extension of the file, and ${loader} adds none.`,
    file: `${quote(specifier)} names a folder, and ${loader} looks for no file in it.`,
    "json-attribute": `${quote(specifier)} is imported without ${jsonAttribute}, and ${loader} asks for it.`,
  } as const;
  return {
    message: sentences[lacks] + (more === 0 ? "" : ` The same is true of ${count(more, "more import")}.`),
    consequence: refusedConsequence({ refusedBy, lacks }, reach),
    hint:
      lacks === "json-attribute"
        ? `Import it ${jsonAttribute}, or let the build write what is in ${quote(similar)} into a JavaScript file.`
        : `Import ${quote(accepted)}${similar.endsWith(".json") ? ` ${jsonAttribute}` : ""}, which is shipped. ` +
          `TypeScript reports such imports under ${quote('"module": "nodenext"')}.`,
  };
}

function refusedConsequence(
  { refusedBy, lacks }: Pick<RuleArguments["missing-module"], "refusedBy" | "lacks">,
  reach: readonly Reach[],
): string {
  if (refusedBy === "webpack") {
    return 'webpack 5 does not build: the request "failed to resolve only because it was resolved as fully specified".';
  }
  if (lacks === "json-attribute")
    return `TypeError ${loadMoment(reach)}: the module "needs an import attribute of type: json".`;
  const code = lacks === "file" ? "ERR_UNSUPPORTED_DIR_IMPORT" : "ERR_MODULE_NOT_FOUND";
  return `${code} ${loadMoment(reach)}; webpack 5 refuses it as well.`;
}

const missingImportBinding: Description<"missing-import-binding"> = (
  { name, specifier, module, isDynamic, isWholeModule },
  { reach },
) => {
  if (isWholeModule) {
    return {
      message:
        `The default export of ${quote(specifier)} is called or extended here, but in this CommonJS build ` +
        `${quote("default")} is all of ${quote(module)}: an object with the export under ${quote("default.default")}.`,
      consequence: `TypeError when this code runs: ${quote("default")} is not a function, class or constructor.`,
      hint:
        `The bundler reads the file as Node would (the ${quote("1")} behind ${quote("require")}), because its source is ` +
        `${quote(".mts")} or under ${quote('"type": "module"')}. Export by name what other files of the package import, let the bundler ` +
        `make one file of them (${quote("bundle: true")}), or have it assign the default to ${quote("module.exports")} ` +
        `(tsup: ${quote("cjsInterop: true")}).`,
    };
  }
  return {
    message: `${quote(name)} is imported from ${quote(specifier)}, but ${quote(module)} does not export it.`,
    consequence: isDynamic
      ? `${quote(name)} is undefined when this code runs; calling it throws a TypeError.`
      : `SyntaxError ${loadMoment(reach)}: the requested module does not provide an export named ${quote(name)}.`,
    hint: `Build again so that both files come from one build, and check that ${quote(module)} is complete.`,
  };
};

/** The known cause of names that vanish from a bundle: the bundler left a module out and reported success. */
export const droppedByBundler =
  "The bundler may have dropped the module that declares it although it reported success: " +
  "check the bundler's version (Bun 1.3.10 to 1.3.14 and 1.4.0 do this), then build again.";

export const moduleDescriptions = {
  "syntax-error": syntaxError,
  "wrong-module-kind": wrongModuleKind,
  "undeclared-reference": undeclaredReference,
  "missing-module": missingModule,
  "missing-import-binding": missingImportBinding,
};
