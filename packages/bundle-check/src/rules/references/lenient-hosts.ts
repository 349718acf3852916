import { isRecord } from "../../entrypoints/manifest.js";
import type { ModuleRequest } from "../../modules/module-facts.js";
import type { Resolution } from "../../modules/resolve-request.js";
import type { PackageFacts } from "../../package-facts.js";
import type { PackageFiles } from "../../package-files/package-files.js";

/** Hosts whose own bundler compiles packages as well and completes the paths of imports. */
const lenientHost =
  /^(?:expo|svelte|@sveltejs\/kit|@angular\/core|@nativescript\/core)$|(?:^|\/)react-native\b/;

/**
 * The package is for a host whose bundler takes it in on every machine, so that Node never loads it: it cannot do
 * without React Native, Svelte or the like, offers them files by a field or a condition of theirs, or asks for Bun.
 */
export function isForLenientHost({ manifest: { data }, entrypoints }: PackageFacts): boolean {
  const { dependencies, peerDependencies, peerDependenciesMeta, engines } = data;
  if (["svelte", "react-native"].some((field) => data[field] !== undefined)) return true;
  if (isRecord(engines) && engines.bun !== undefined && engines.node === undefined) return true;
  if (entrypoints.some(({ conditions }) => conditions.some(isConditionOfHost))) return true;
  const needed = [
    typeof data.name === "string" ? data.name : "",
    ...(isRecord(dependencies) ? Object.keys(dependencies) : []),
    ...(isRecord(peerDependencies) ? Object.keys(peerDependencies) : []).filter(
      (name) => !isOptional(name, peerDependenciesMeta),
    ),
  ];
  return needed.some((name) => lenientHost.test(name));
}

function isConditionOfHost(condition: string): boolean {
  return condition === "svelte" || condition === "react-native";
}

function isOptional(name: string, meta: unknown): boolean {
  const told = isRecord(meta) ? meta[name] : undefined;
  return isRecord(told) && told.optional === true;
}

/** Files that Node loads; it knows no others. */
const loadable = /\.(?:[cm]?js|json|node)$/;

/** What bundlers make a module of, and runtimes do not. */
const unloadable =
  /\.(?:css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|woff2?|[ot]tf|mp[34]|webm|vue|svelte|astro|[jt]sx|html|mdx?|ya?ml|gql|graphql|glsl|wgsl)$/i;

/** Modules that one bundler, framework or runtime alone provides. */
const provided = /^(?:\$app\/|\$env\/|\$lib(?:\/|$)|virtual:|astro:|cloudflare:|bun(?::|$)|https?:|~|@\/|\/)/;

/** `./x.svg?raw`, `./worker.js?worker`: what Vite makes of a file. */
const bundlerQuery = /\?(?:raw|url|inline|worker|sharedworker|component|react|init)\b/;

/** Node is not meant to load the module that asks for this, however the path is written: a bundler is. */
export function isForBundlers(
  { specifier }: ModuleRequest,
  resolution: Resolution,
  { files }: PackageFacts,
): boolean {
  if (resolution.kind === "missing") return false;
  if (bundlerQuery.test(specifier)) return true;
  if (resolution.kind === "external") return provided.test(specifier) || unloadable.test(specifier);
  const { path } = resolution;
  return !loadable.test(path) || isChosenByPlatform(path, specifier, files);
}

/** `./view` stands for `view.ios.js` or `view.native.js` on some platforms, which their bundlers alone know. */
function isChosenByPlatform(path: string, specifier: string, files: PackageFiles): boolean {
  if (/\.[cm]?js$/.test(specifier)) return false;
  if (/\.(?:native|ios|android|web)\.js$/.test(path)) return true;
  const stem = path.replace(/\.js$/, "");
  return ["native", "ios", "android"].some((platform) => files.has(`${stem}.${platform}.js`));
}
