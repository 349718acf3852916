import type { Manifest } from "../entrypoints/manifest.js";
import { isRecord } from "../entrypoints/manifest.js";

export interface LoadError {
  readonly name: string;
  readonly message: string;
  readonly code: string;
}

const pageNames =
  "window|document|navigator|self|location|screen|history|HTML\\w*Element|Element|Node|DocumentFragment|SVG\\w*Element|" +
  "localStorage|sessionStorage|indexedDB|customElements|requestAnimationFrame|requestIdleCallback|matchMedia|" +
  "XMLHttpRequest|MutationObserver|ResizeObserver|IntersectionObserver|DOMParser|CSSStyleSheet|CSS|Image|Audio|" +
  "AudioContext|addEventListener|importScripts|WorkerGlobalScope|ServiceWorkerGlobalScope|chrome|Range|NodeFilter|" +
  "KeyboardEvent|MouseEvent|UIEvent|FileReader|AudioWorkletProcessor|OffscreenCanvas|WebGLRenderingContext";
const page = new RegExp(`^(?:${pageNames}) is not defined|^Can't find variable: (?:${pageNames})\\b`);
const otherRuntime = /^(Bun|Deno|EdgeRuntime|WebSocketPair|HermesInternal|nativeModuleProxy) is not defined/;
const missingPackage = /Cannot find (?:package|module) ['"]([^'"]+)['"]/;
const native =
  /\.node['"\s]|node-gyp|prebuild|native (?:binding|addon|module|binary)|bindings file|invalid ELF header|dlopen/i;
const notJavaScript = /Unknown file extension "(\.\w+)"/;

/**
 * Why an error says nothing against the package: it asks for something that is not here and that it may ask for.
 * Null when the package is to blame. The reason is a phrase.
 */
export function explainLoadError({ message, code }: LoadError, manifest: Manifest): string | null {
  if (page.test(message)) return `it needs a page: ${firstLine(message)}`;
  if (otherRuntime.test(message)) return `it needs another runtime: ${firstLine(message)}`;
  if (code === "ERR_DLOPEN_FAILED" || native.test(message)) {
    return "it needs a native binding, which only its install script would provide (see --probe-scripts)";
  }
  if (code === "ERR_REQUIRE_ASYNC_MODULE" || /require\(\) async module/.test(message)) {
    return "it is an ES module with a top-level await, which cannot be required";
  }
  if (code === "ERR_REQUIRE_ESM") return "it is an ES module, which this runtime cannot require";
  if (code === "ERR_UNSUPPORTED_ESM_URL_SCHEME") return `it needs another runtime: ${firstLine(message)}`;
  const extension = notJavaScript.exec(message)?.[1];
  if (extension !== undefined) return `it needs a bundler: it imports a ${extension} file`;
  return explainMissingPackage(message, manifest);
}

function explainMissingPackage(message: string, { data }: Manifest): string | null {
  const specifier = missingPackage.exec(message)?.[1];
  const name = specifier === undefined ? undefined : /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (specifier === undefined || name === undefined || /^[./]/.test(specifier)) return null;
  if (/^(bun|cloudflare|deno|electron|vscode|react-native)(:|$)/.test(name))
    return `it needs another runtime: ${name}`;
  const isBrought = [data.peerDependencies, data.optionalDependencies, data.peerDependenciesMeta].some(
    (field) => isRecord(field) && Object.hasOwn(field, name),
  );
  return isBrought ? `it needs the optional package ${name}, which is not installed` : null;
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}
