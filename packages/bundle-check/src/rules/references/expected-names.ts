import { isRecord, type Manifest } from "../../entrypoints/manifest.js";
import {
  emscriptenNames,
  isCommonjsName,
  isKnownGlobal,
  pageGlobals,
  testGlobals,
} from "../../modules/global-names.js";
import { knowsAsGlobal } from "../../modules/global-properties.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { packageNameOf } from "../../modules/package-name.js";
import { contradictionOf } from "../../modules/written-kind.js";
import type { PackageFacts } from "../../package-facts.js";
import { isOwnWord } from "./homonyms.js";
import {
  freeNames,
  inheritedGetters,
  namesExportedByPath,
  namesInMadeCode,
  oncePerModule,
  quotedNames,
} from "./names-in-text.js";
import { lettersOf, namesInReadme } from "./readme.js";

/**
 * Names that exist at run time, or whose absence the file itself expects. Most names are told by a list; what has to
 * read the text of the file is asked last.
 */
export function isExpected(name: string, module: ModuleFacts, facts: PackageFacts): boolean {
  const { graph, manifest } = facts;
  if (isKnownGlobal(name, module.kind) && !isOwnWord(name, module) && !isOfOwnBundle(name, module))
    return true;
  if (isTested(name, module) || isOfScope(name, module, manifest)) return true;
  if (name.startsWith("$") && /\.svelte\.[cm]?js$/.test(module.path)) return true;
  // A stray `module` is the type checker's, which knows it from Node's types; only some calls come to it.
  if (name === "module" && isReadInCallsOnly(name, module)) return true;
  // Bundlers provide the CommonJS names to the ES modules they read; Node does not. A whole file of CommonJS
  // under the wrong name is the matter of wrong-module-kind.
  if (isCommonjsName(name) && (!graph.isLoadedByNode(module.path) || contradictionOf(module))) return true;
  if (isOfListedHost(name, module, manifest)) return true;
  if (isOfLoadedPackage(name, module) || isOfLinkedProject(name, module, facts)) return true;
  if (isDocumentedGlobal(name, module, facts) || isBesideJquery(name, module)) return true;
  if (testGlobals.has(name) && isForTests(module)) return true;
  if (graph.prominenceOf(module.path) !== "named") {
    if (pageGlobals.has(name) || (!graph.isReachable(module.path) && testGlobals.has(name))) return true;
  }
  if (isOfSmallProgram(name, module) || isOfProtobuf(name, module)) return true;
  if (emscriptenNames.has(name) && module.source.text.includes("HEAPU8")) return true;
  if (knowsAsGlobal(name, module) || isOfPage(name, module)) return true;
  if (inheritedGetters(module).has(name)) return true;
  // Where the made code runs nothing of this file does, so that only functions which go there can mean its names.
  if (namesInMadeCode(module).has(name) && isReadInCallsOnly(name, module)) return true;
  return namesExportedByPath(module).has(name);
}

/**
 * What webpack and ncc declare in each bundle that they write, read where nothing declares it. Code that a consumer's
 * webpack is to bundle may ask for `__webpack_require__`, but not beside the parts of a bundle of its own.
 */
function isOfOwnBundle(name: string, { source: { text } }: ModuleFacts): boolean {
  if (/^__(webpack_(exports|module_cache)|nccwpck_require)__$/.test(name)) return true;
  return name === "__webpack_require__" && /\b__webpack_(exports|module_cache)__\b/.test(text);
}

/** Minifiers give names of this length, and no more than a handful of libraries have one. */
const shortest = 2;

/**
 * `typeof name` anywhere in the file says that the name may be absent. Of the names that minifiers give, only the
 * question whether they are `"undefined"` says so: everything else is asked of what the bundle itself declares.
 */
function isTested(name: string, { typeofNames, source: { text } }: ModuleFacts): boolean {
  if (!typeofNames.has(name)) return false;
  if (name.length > shortest) return true;
  const operand = `typeof\\s*\\(?${name.replaceAll("$", "\\$")}(?![\\w$])\\)?`;
  const absent = `["'](?:undefined|u)["']`;
  return new RegExp(`${operand}\\s*[!=<>]+\\s*${absent}|${absent}\\s*[!=<>]+\\s*${operand}`).test(text);
}

/** A library that a script looks for on the page it works on: it also mentions it by its name, as a text. */
function isOfPage(name: string, module: ModuleFacts): boolean {
  if (name === "$") return freeNames(module).has("jQuery") || /[.["']jQuery\b/.test(module.source.text);
  if (module.kind === "module" || !/^[A-Z]\w{2,}$/.test(name)) return false;
  // What CommonJS needs to load is its own, also when its text is that of `displayName`.
  if (module.isModular && !isReadInCallsOnly(name, module)) return false;
  return freeNames(module).has("document") && quotedNames(module).has(name);
}

const namesReadAtLoad = oncePerModule(
  ({ freeReferences }) =>
    new Set(freeReferences.filter(({ evaluatedAt }) => evaluatedAt !== "function").map(({ name }) => name)),
);

function isReadInCallsOnly(name: string, module: ModuleFacts): boolean {
  return !namesReadAtLoad(module).has(name);
}

/**
 * A plugin that is a script for pages finds its host, which the manifest lists, in the global that the host's own
 * script makes: `L` of leaflet (leaflet-draw), `SVG` of svg.js (svg.select.js).
 */
function isOfListedHost(name: string, { isModular }: ModuleFacts, manifest: Manifest): boolean {
  if (name !== "L" && (isModular || !/^[A-Z]/.test(name))) return false;
  const { data } = manifest;
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  const hosts = lists.flatMap((list) => Object.keys(list));
  if (name === "L") return (manifest.name ?? "").includes("leaflet") || hosts.includes("leaflet");
  return hosts.some((host) => host.replace(/\.?js$/, "").replaceAll(/\W/g, "") === name.toLowerCase());
}

/** Shorter names are part of many others. */
const shortestLibrary = 4;

/** `import "prismjs"`: what a package that is loaded for its effects may call its global (@analogjs/platform). */
const namesOfLoadedPackages = oncePerModule(
  ({ requests }) =>
    new Set(
      requests
        .filter(
          ({ specifier, names, kind }) => kind === "import" && names.length === 0 && /^[a-z]/.test(specifier),
        )
        .map(({ specifier }) => lettersOf(specifier)),
    ),
);

/** `payment = require("payment")`, written so by a person, beside the `Payment` that the package makes as well (card). */
const namesOfRequiredPackages = oncePerModule(
  ({ source: { text } }) =>
    new Set(
      [...text.matchAll(/(?<![\w$.])([a-z]{4,40}) = require\(["']\1["']\)/g)].map(([, name = ""]) => name),
    ),
);

function isOfLoadedPackage(name: string, module: ModuleFacts): boolean {
  if (name.length < shortestLibrary) return false;
  const letters = name.toLowerCase();
  if (namesOfLoadedPackages(module).has(letters)) return true;
  return /^[A-Z][a-z]+$/.test(name) && namesOfRequiredPackages(module).has(letters);
}

/**
 * A library that the page has to bring: functions of a file for pages use its global, and the README links to it
 * (squire-rte). A README links to much else that its names are made of: articles, and the package's own repository.
 */
function isOfLinkedProject(name: string, module: ModuleFacts, { files, manifest }: PackageFacts): boolean {
  if (!/^[A-Z]\w+$/.test(name) || name.length < shortestLibrary) return false;
  if (module.commonjsExports.names.has(name)) return false;
  if (!["document", "window"].some((known) => freeNames(module).has(known))) return false;
  const letters = name.toLowerCase();
  if (lettersOf((manifest.name ?? "").replace(/^@[^/]+\//, "")) === letters) return false;
  return namesInReadme(files).projects.has(letters) && isReadInCallsOnly(name, module);
}

/** `globalThis.serverRoot` in the README: another package makes it (@lit-labs/ssr). Nobody documents what a file declares so. */
function isDocumentedGlobal(name: string, module: ModuleFacts, { files }: PackageFacts): boolean {
  if (name.length < shortestLibrary) return false;
  return namesInReadme(files).globals.has(name) && isReadInCallsOnly(name, module);
}

/** What pages with jQuery load beside its plugins, in lower case the names of the packages. */
const besideJquery: ReadonlySet<string> = new Set(
  "moment Modernizr Hammer Handlebars Mustache Bloodhound tinymce tinyMCE CKEDITOR swal toastr bootbox".split(
    " ",
  ),
);

/** A plugin of jQuery calls a library of the page, which only some of its users bring (jquery-datetimepicker). */
function isBesideJquery(name: string, module: ModuleFacts): boolean {
  if (!besideJquery.has(name) || !isReadInCallsOnly(name, module)) return false;
  if (!/\bjQuery\b/.test(module.source.text)) return false;
  return module.requests.every(({ specifier }) => packageNameOf(specifier) !== name.toLowerCase());
}

/** The file uses what only test frameworks provide. */
function isForTests({ freeReferences }: ModuleFacts): boolean {
  return freeReferences.some(({ name }) =>
    /^(beforeEach|afterEach|beforeAll|afterAll|cy|Cypress)$/.test(name),
  );
}

/**
 * The host of small programs inside of WeChat, Alipay and their like. Its names are as short as those that minifiers
 * give, so that it has to be asked for something that only it has.
 */
function isOfSmallProgram(name: string, { source: { text } }: ModuleFacts): boolean {
  if (!/^(wx|my|tt|qq|dd|ks|swan|uni)$/.test(name)) return false;
  return new RegExp(
    `\\b${name}\\.(request\\(|(get|set|remove|clear)Storage|connectSocket|onSocket|getSystemInfo|uploadFile|createSelectorQuery|getFileSystemManager|getNetworkType)`,
  ).test(text);
}

/** In what protoc writes: the global of messages that google-protobuf makes, and the switch of Google's compiler. */
function isOfProtobuf(name: string, { source: { text }, requests }: ModuleFacts): boolean {
  if (name === "COMPILED") return text.includes("goog.DEBUG && !COMPILED");
  return (
    name === "proto" &&
    text.includes("goog.exportSymbol(") &&
    requests.some(({ specifier }) => /^google-protobuf(\/|$)/.test(specifier))
  );
}

/** Packages of one project share a global that has its name (@strapi/strapi). */
function isOfScope(name: string, { commonjsExports }: ModuleFacts, manifest: Manifest): boolean {
  if (commonjsExports.names.has(name)) return false;
  return manifest.name?.startsWith(`@${name}/`) ?? false;
}
