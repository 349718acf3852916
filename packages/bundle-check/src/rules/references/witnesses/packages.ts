import { isRecord } from "../../../entrypoints/manifest.js";
import { packageNameOf } from "../../../modules/package-name.js";
import { freeNames, isReadInCallsOnly, oncePerModule, quotedNames } from "../names-in-text.js";
import { lettersOf, namesInReadme } from "../readme.js";
import type { Witness } from "./witness.js";

/** Shorter names are part of many others. */
const shortestLibrary = 4;

/** Packages of one project share a global that has its name (@strapi/strapi). */
export const ownScope: Witness = (name, { commonjsExports }, { manifest }) =>
  !commonjsExports.names.has(name) && (manifest.name?.startsWith(`@${name}/`) ?? false);

/**
 * A plugin that is a script for pages finds its host, which the manifest lists, in the global that the host's own
 * script makes: `L` of leaflet (leaflet-draw), `SVG` of svg.js (svg.select.js).
 */
export const listedHost: Witness = (name, { isModular }, { manifest }) => {
  const { data } = manifest;
  // Nothing but a script for pages is built from what is called so: `ace` of ace-builds (survey-creator-react).
  if (isRecord(data.peerDependencies) && Object.hasOwn(data.peerDependencies, `${name}-builds`)) return true;
  if (name !== "L" && (isModular || !/^[A-Z]/.test(name))) return false;
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  const listed = lists.flatMap((list) => Object.keys(list));
  if (name === "L") return (manifest.name ?? "").includes("leaflet") || listed.includes("leaflet");
  return listed.some((host) => host.replace(/\.?js$/, "").replaceAll(/\W/g, "") === name.toLowerCase());
};

/** A package that the file loads for its effects, or by the name of its global. */
export const loadedPackage: Witness = (name, module) => {
  if (name.length < shortestLibrary) return false;
  const letters = name.toLowerCase();
  if (namesOfLoadedPackages(module).has(letters)) return true;
  return /^[A-Z][a-z]+$/.test(name) && namesOfRequiredPackages(module).has(letters);
};

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

/**
 * A library that the page has to bring: functions of a file for pages use its global, and the README links to it
 * (squire-rte). A README links to much else that its names are made of: articles, and the package's own repository.
 */
export const linkedProject: Witness = (name, module, { files, manifest }) => {
  if (!/^[A-Z]\w+$/.test(name) || name.length < shortestLibrary) return false;
  if (module.commonjsExports.names.has(name)) return false;
  if (!["document", "window"].some((known) => freeNames(module).has(known))) return false;
  const letters = name.toLowerCase();
  if (lettersOf((manifest.name ?? "").replace(/^@[^/]+\//, "")) === letters) return false;
  return namesInReadme(files).projects.has(letters) && isReadInCallsOnly(name, module);
};

/** `globalThis.serverRoot` in the README: another package makes it (@lit-labs/ssr). Nobody documents what a file declares so. */
export const documentedGlobal: Witness = (name, module, { files }) => {
  if (name.length < shortestLibrary) return false;
  return namesInReadme(files).globals.has(name) && isReadInCallsOnly(name, module);
};

/** What pages with jQuery load beside its plugins, in lower case the names of the packages. */
const besideJquery: ReadonlySet<string> = new Set(
  "bootstrap moment Modernizr Hammer Handlebars Mustache Bloodhound tinymce tinyMCE CKEDITOR swal toastr bootbox".split(
    " ",
  ),
);

/** A plugin of jQuery calls a library of the page, which only some of its users bring (jquery-datetimepicker). */
export const pageWithJquery: Witness = (name, module) => {
  if (!besideJquery.has(name) || !isReadInCallsOnly(name, module)) return false;
  if (!/\bjQuery\b/.test(module.source.text)) return false;
  return module.requests.every(({ specifier }) => packageNameOf(specifier) !== name.toLowerCase());
};

/** A library that a script looks for on the page it works on: it also mentions it by its name, as a text. */
export const libraryOfPage: Witness = (name, module) => {
  if (name === "$") return freeNames(module).has("jQuery") || /[.["']jQuery\b/.test(module.source.text);
  if (module.kind === "module" || !/^[A-Z]\w{2,}$/.test(name)) return false;
  // What CommonJS needs to load is its own, also when its text is that of `displayName`.
  if (module.isModular && !isReadInCallsOnly(name, module)) return false;
  return freeNames(module).has("document") && quotedNames(module).has(name);
};
