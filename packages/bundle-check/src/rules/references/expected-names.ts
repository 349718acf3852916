import type { ModuleFacts } from "../../modules/module-facts.js";
import type { PackageFacts } from "../../package-facts.js";
import * as ownText from "./witnesses/own-text.js";
import * as packages from "./witnesses/packages.js";
import * as runtimes from "./witnesses/runtimes.js";
import type { Witness } from "./witnesses/witness.js";

/** In the order in which they are asked: what has to read the text of the file comes last. */
const witnesses: readonly Witness[] = [
  runtimes.hosts,
  ownText.typeofTest,
  packages.ownScope,
  runtimes.svelteCompiler,
  runtimes.typesOfNode,
  runtimes.bundlersForCommonjs,
  packages.listedHost,
  packages.loadedPackage,
  packages.linkedProject,
  packages.documentedGlobal,
  packages.pageWithJquery,
  runtimes.testFrameworks,
  runtimes.pages,
  runtimes.smallPrograms,
  runtimes.protobuf,
  runtimes.emscripten,
  runtimes.goPrograms,
  runtimes.snaps,
  ownText.tryTest,
  ownText.globalObject,
  packages.libraryOfPage,
  ownText.inheritedGetter,
  ownText.codeMadeAsText,
  ownText.paths,
];

/** Names that exist at run time, or whose absence the file itself expects. */
export function isExpected(name: string, module: ModuleFacts, facts: PackageFacts): boolean {
  return witnesses.some((vouchesFor) => vouchesFor(name, module, facts));
}
