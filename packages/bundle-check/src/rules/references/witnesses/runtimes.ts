import {
  emscriptenNames,
  isCommonjsName,
  isKnownGlobal,
  pageGlobals,
  testGlobals,
} from "../../../modules/global-names.js";
import type { ModuleFacts } from "../../../modules/module-facts.js";
import { contradictionOf } from "../../../modules/written-kind.js";
import { isOwnWord } from "../homonyms.js";
import { freeNames, isReadInCallsOnly, oncePerModule } from "../names-in-text.js";
import type { Witness } from "./witness.js";

/** Node, pages, workers and the other hosts of JavaScript. */
export const hosts: Witness = (name, module) =>
  isKnownGlobal(name, module.kind) && !isOwnWord(name, module) && !isOfOwnBundle(name, module);

/**
 * What webpack and ncc declare in each bundle that they write, read where nothing declares it. Code that a consumer's
 * webpack is to bundle may ask for `__webpack_require__`, but not beside the parts of a bundle of its own.
 */
function isOfOwnBundle(name: string, { source: { text } }: ModuleFacts): boolean {
  if (/^__(webpack_(exports|module_cache)|nccwpck_require)__$/.test(name)) return true;
  return name === "__webpack_require__" && /\b__webpack_(exports|module_cache)__\b/.test(text);
}

/** A stray `module` is the type checker's, which knows it from Node's types; only some calls come to it. */
export const typesOfNode: Witness = (name, module) => name === "module" && isReadInCallsOnly(name, module);

/**
 * Bundlers provide the CommonJS names to the ES modules they read; Node does not. A whole file of CommonJS under the
 * wrong name is the matter of wrong-module-kind.
 */
export const bundlersForCommonjs: Witness = (name, module, { graph }) =>
  isCommonjsName(name) &&
  (!graph.isLoadedByNode(module.path) || contradictionOf(module) !== null || isForReactNative(module));

/** Node cannot load React Native, whatever leads it there; the bundler that can has a `require` (@rork-ai/toolkit-sdk). */
function isForReactNative({ requests }: ModuleFacts): boolean {
  return requests.some(({ specifier, kind }) => kind === "import" && /^react-native(?:$|\/)/.test(specifier));
}

/** A wallet gives these to the programs that run inside of it (@metamask/ens-resolver-snap). */
export const snaps: Witness = (name, _module, { files }) =>
  /^(?:ethereum|snap)$/.test(name) && files.has("snap.manifest.json");

/** Pages, for files that no field names. */
export const pages: Witness = (name, { path }, { graph }) =>
  pageGlobals.has(name) && graph.prominenceOf(path) !== "named";

/** Test frameworks: the file uses what only they provide, or no entry reaches it. */
export const testFrameworks: Witness = (name, module, { graph }) => {
  if (!testGlobals.has(name)) return false;
  if (module.freeReferences.some((reference) => onlyInTests.test(reference.name))) return true;
  return graph.prominenceOf(module.path) !== "named" && !graph.isReachable(module.path);
};

const onlyInTests = /^(beforeEach|afterEach|beforeAll|afterAll|cy|Cypress)$/;

/** The compiler of Svelte, which gives every store a name with a dollar. */
export const svelteCompiler: Witness = (name, { path }) =>
  name.startsWith("$") && /\.svelte\.[cm]?js$/.test(path);

/** What Emscripten has around a program. */
export const emscripten: Witness = (name, { source: { text } }) =>
  emscriptenNames.has(name) && text.includes("HEAPU8");

/**
 * Go's own script, which a file of another kind loads, makes `Go`, and the program that it runs makes what its functions
 * are called by (@aml-org/amf-custom-validator).
 */
export const goPrograms: Witness = (name, module) =>
  namesForGo(module).has(name) && isReadInCallsOnly(name, module);

const namesForGo = oncePerModule((module) => {
  const { text } = module.source;
  if (!/\bnew Go\(/.test(text) || !text.includes(".importObject")) return new Set();
  return new Set([...freeNames(module)].filter((name) => /^[A-Z_]/.test(name)));
});

/** In what protoc writes: the global of messages that google-protobuf makes, and the switch of Google's compiler. */
export const protobuf: Witness = (name, { source: { text }, requests }) => {
  if (name === "COMPILED") return text.includes("goog.DEBUG && !COMPILED");
  return (
    name === "proto" &&
    text.includes("goog.exportSymbol(") &&
    requests.some(({ specifier }) => /^google-protobuf(\/|$)/.test(specifier))
  );
};

/**
 * The host of small programs inside of WeChat, Alipay and their like. Its names are as short as those that minifiers
 * give, so that it has to be asked for something that only it has.
 */
export const smallPrograms: Witness = (name, { source: { text } }) => {
  if (!/^(wx|my|tt|qq|dd|ks|swan|uni)$/.test(name)) return false;
  return new RegExp(
    `\\b${name}\\.(request\\(|(get|set|remove|clear)Storage|connectSocket|onSocket|getSystemInfo|uploadFile|createSelectorQuery|getFileSystemManager|getNetworkType)`,
  ).test(text);
};
