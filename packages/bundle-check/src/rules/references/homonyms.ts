import type { ModuleFacts } from "../../modules/module-facts.js";
import { freeNames } from "./names-in-text.js";

/** What extensions of browsers find in their global object `browser`. */
const extensionInterfaces =
  /\bbrowser\??\.(runtime|tabs|storage|extension|windows|i18n|alarms|cookies|webRequest|browserAction|action|contextMenus|menus|notifications|permissions|scripting|devtools|downloads|identity|management|history|bookmarks|commands|theme|proxy|sidebarAction|webNavigation|idle|sessions|search|omnibox|pageAction|privacy|dns|test)\b/;

/** Names of JavaScript shells that have no modules, which are also ordinary words. */
const shellNames: ReadonlySet<string> = new Set(["load", "quit", "readFile"]);

/** Properties of a page's window that are ordinary words: whoever writes them bare mostly means something else. */
const windowNames: ReadonlySet<string> = new Set([
  ...["name", "status", "open", "close", "closed", "stop", "find", "focus", "blur", "length"],
  ...["external", "print"],
]);

const pageNames: readonly string[] = [
  ...["window", "document", "navigator", "location", "self", "globalThis", "history", "screen"],
  ...["addEventListener", "removeEventListener", "matchMedia", "getSelection", "alert", "confirm", "prompt"],
  ...["localStorage", "XMLHttpRequest", "HTMLElement", "requestAnimationFrame", "indexedDB"],
  ...["importScripts", "postMessage", "onmessage"],
];

/**
 * A host has the name, but so do many programs of their own, and nothing in the file says that the host's is meant:
 * the lost `browser` of a bundle is not that of an extension, and `find` in a file that uses nothing else of a page is
 * not the page's.
 */
export function isOwnWord(name: string, module: ModuleFacts): boolean {
  const isOrdinary = name === "browser" || shellNames.has(name) || windowNames.has(name);
  if (!isOrdinary) return false;
  const references = module.freeReferences.filter((reference) => reference.name === name);
  if (name === "browser") {
    // Other browsers call the same object `chrome`.
    return !extensionInterfaces.test(module.source.text) && !freeNames(module).has("chrome");
  }
  if (shellNames.has(name)) return !references.every(({ conditional, inTry }) => conditional || inTry);
  if (references.every(({ conditional }) => conditional)) return false;
  return !pageNames.some((known) => freeNames(module).has(known) || module.typeofNames.has(known));
}
