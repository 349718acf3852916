import type { ModuleKind } from "../findings/finding.js";
import { environmentNames, testFrameworkNames } from "./listed-globals.js";

/** Names by which code reaches the global object. */
const globalObjectNames = new Set([
  "globalThis",
  "window",
  "self",
  "global",
  "root",
  "frames",
  "top",
  "parent",
]);

export function isGlobalObjectName(name: string): boolean {
  return globalObjectNames.has(name);
}

/**
 * Names real packages rely on that no list of the `globals` package has: runtimes' own objects, what bundlers
 * replace, and interfaces that browsers have dropped. Each was met in a published package that works.
 */
const furtherGlobals = [
  // Serverless and edge runtimes.
  "awslambda EdgeRuntime WebSocketPair HTMLRewriter IdentityTransformStream FixedLengthStream",
  "__STATIC_CONTENT __STATIC_CONTENT_MANIFEST",
  // Replaced or provided by bundlers.
  "__non_webpack_require__ __resourceQuery _dereq_ ngDevMode ngI18nClosureMode ngJitMode",
  // Engines, shells and containers of web pages.
  "HermesInternal ErrorUtils Zone Packages print load quit readFile uneval java phantom WScript Bare nativeFabricUIManager _native cordova PhoneGap LocalFileSystem",
  "tizen webapis",
  // What Angular and Nuxt give to an application.
  "$localize $fetch",
  // What `babel-polyfill` gives to everything.
  "regeneratorRuntime",
  // Former browser interfaces.
  "WebKitCSSMatrix BlobBuilder WebKitBlobBuilder MozBlobBuilder MSBlobBuilder attachEvent detachEvent ActiveXObject",
  "WebKitMutationObserver MozWebSocket XDomainRequest webkitURL opera chrome CollectGarbage createPopup",
  // A getter that the usual `globalThis` polyfill plants on Object.prototype for a moment.
  "__magic__",
  // Test frameworks give these to whatever they load, and libraries for tests use them.
  "jest vi jasmine cy Cypress expect describe it beforeEach afterEach beforeAll afterAll",
  "spyOn spyOnProperty",
  // Scripts of pages that no bundler brings: their packages, if any, have other names.
  "jQuery angular google gapi grecaptcha FB YT MathJax renderMathInElement luxon requirejs goog dojo dijit Ember picturefill",
  // Decoders and physics that engines for pages expect beside them.
  "DracoDecoderModule DracoEncoderModule MeshoptDecoder BASIS earcut fflate Ammo CANNON OIMO Recast HK BABYLON",
  // Proposals that engines ship at different times.
  "Temporal SuppressedError DisposableStack AsyncDisposableStack AsyncIterator Float16Array",
  // Universal module wrappers.
  "define",
].join(" ");

const listedNames = ` ${environmentNames} ${furtherGlobals} `;

/** Names that most modules use: for them nothing further need be asked. All of them are listed. */
export const usualNames: ReadonlySet<string> = new Set(
  [
    "Array Boolean Buffer Date Error Function Infinity JSON Map Math NaN Number Object Promise Proxy RangeError Reflect",
    "RegExp Set String Symbol TypeError URL Uint8Array WeakMap console document global globalThis isNaN navigator",
    "parseInt process self setTimeout clearTimeout undefined window",
  ].flatMap((names) => names.split(" ")),
);

/** Names searched in the list before it is taken apart: to make a set of some thousand takes as long as these. */
const mostSearched = 20;

const searched = new Map<string, boolean>();
let knownGlobals: ReadonlySet<string> | undefined;

function isListed(name: string): boolean {
  if (usualNames.has(name) || Object.hasOwn(Object.prototype, name)) return true;
  if (knownGlobals) return knownGlobals.has(name);
  let answer = searched.get(name);
  if (answer === undefined) {
    answer = listedNames.includes(` ${name} `);
    searched.set(name, answer);
    if (searched.size >= mostSearched) knownGlobals = new Set(listedNames.trim().split(" "));
  }
  return answer;
}

/** What Node's and other CommonJS loaders pass to each module, besides what every module sees. */
const commonjsNames: ReadonlySet<string> = new Set([
  "require",
  "module",
  "exports",
  "__filename",
  "__dirname",
  "arguments",
]);

/** Libraries that pages load by a script tag; code beside the main entries is often written for such pages. */
export const pageGlobals: ReadonlySet<string> = new Set(["$"]);

/** Names of the test frameworks whose tests packages sometimes ship. */
export const testGlobals: ReadonlySet<string> = new Set(testFrameworkNames.split(" "));

/**
 * Parts of Emscripten's runtime. Its output names them behind settings of the link, so that those that were not
 * linked are never reached; file systems, sockets and the page's media are what is left out most.
 */
export const emscriptenNames: ReadonlySet<string> = new Set(
  [
    "Module Asyncify EmterpreterAsync Fibers PThread Browser SDL GL GLctx GLUT GLEW EGL AL ALC JSEvents",
    "FS MEMFS NODEFS WORKERFS IDBFS PROXYFS NODERAWFS TTY PIPEFS SOCKFS DNS ERRNO_CODES ERRNO_MESSAGES SYSCALLS",
    "read __read_sockaddr __write_sockaddr UTF8ToString stringToUTF8 Runtime Fetch WebGPU specialHTMLTargets startWorker",
  ].flatMap((names) => names.split(" ")),
);

/** True when some runtime or bundler that packages are written for provides the name. */
export function isKnownGlobal(name: string, kind: ModuleKind): boolean {
  // React Native has a global `require`; that does not help an ES module in Node.
  if (commonjsNames.has(name)) return kind === "commonjs";
  return isListed(name) || isCompileTimeName(name) || isMakersName(name);
}

/** True for the names only CommonJS modules have; in an ES module they are declared by nobody. */
export function isCommonjsName(name: string): boolean {
  return commonjsNames.has(name);
}

/**
 * Names that a build step or framework puts in before the code runs, by their convention: `__DEV__`,
 * `__VUE_PROD_DEVTOOLS__`, `__webpack_require__`, `___loader`. Helpers of bundlers (`__toESM`) do not end so, and
 * `___default` is what rollup calls the default of `_`.
 */
function isCompileTimeName(name: string): boolean {
  return /^__\w+__$/.test(name) || /^___(?!default\b)\w+$/.test(name);
}

/** Interfaces that a browser has, or had, under the name of its maker: `WebKitMediaKeyError`, `webkitAudioContext`. */
function isMakersName(name: string): boolean {
  return /^(WebKit|webkit|Moz)[A-Z]\w{3,}$/.test(name);
}
