import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import type { PackageFacts } from "../package-facts.js";

const listedBy = new WeakMap<PackageFacts, ReadonlySet<string>>();

/** Every package that is there once this one is installed, or that its consumer is told to bring. */
export function listedPackages(facts: PackageFacts): ReadonlySet<string> {
  const listed = listedBy.get(facts) ?? readListedPackages(facts);
  listedBy.set(facts, listed);
  return listed;
}

function readListedPackages({ manifest: { data, name }, files }: PackageFacts): ReadonlySet<string> {
  const listed = new Set<string>(name === null ? [] : [name]);
  // pnpm takes a package that only peerDependenciesMeta names for an optional peer of any version.
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "peerDependenciesMeta"]) {
    const dependencies = data[field];
    if (isRecord(dependencies)) for (const dependency of Object.keys(dependencies)) listed.add(dependency);
  }
  for (const bundled of [data.bundleDependencies, data.bundledDependencies]) {
    if (!Array.isArray(bundled)) continue;
    for (const dependency of bundled) if (typeof dependency === "string") listed.add(dependency);
  }
  for (const path of files.paths) {
    const shipped = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (shipped !== undefined) listed.add(shipped);
  }
  return listed;
}

/**
 * `@vue/shared` beside `vue`, `expo-modules-core` beside `expo`: the main package of a project usually installs the
 * others of it, and those who install one of the others have the main package. The packages of one scope that consumers have to bring (`@angular/core`) bring each other.
 */
export function isOfListedProject(
  name: string,
  listed: ReadonlySet<string>,
  { data: { peerDependencies, keywords, description }, name: own }: Manifest,
): boolean {
  const peers = isRecord(peerDependencies) ? Object.keys(peerDependencies) : [];
  const project = /^@([^/]+)\//.exec(name)?.[1] ?? /^(\w+)-/.exec(name)?.[1];
  if (project !== undefined && listed.has(project)) return true;
  // `expo-modules-core` is there where `expo-auth-session`, which is for `expo` by its keywords, can be used.
  if (project !== undefined && own?.startsWith(`${project}-`) && isKeyword(project, keywords)) return true;
  const main = /^(@[^/]+\/\w+)-/.exec(name)?.[1];
  if (main !== undefined && main !== own && listed.has(main)) return true;
  // `rxjs-compat` is only ever installed beside `rxjs`.
  if (own?.startsWith(`${name}-`) || own?.startsWith(`@${name}/`)) return true;
  if (hosts.has(name) && isForHost(name, own ?? "", listed)) return true;
  const framework = frameworkOf(name);
  if (framework !== null && onlyFramework(keywords, description) === framework) return true;
  if (name === "rxjs" && (listed.has("@angular/core") || onlyFramework(keywords, description) === "angular"))
    return true;
  // React Native's preset puts it into all code that it compiles, so that its applications list it themselves.
  if (name === "@babel/runtime" && (listed.has("react-native") || isKeyword("react-native", keywords)))
    return true;
  // Ember answers these itself, for its addons.
  if (/^@(ember|glimmer)\//.test(name) && Array.isArray(keywords) && keywords.includes("ember-addon"))
    return true;
  // Storybook puts its own globals in the place of these, for its addons.
  if (answeredByStorybook.has(name) && isStorybookAddon(keywords)) return true;
  // Docusaurus answers these itself, for its site.
  if (/^@(generated|site|theme)\//.test(name) && [...listed].some(isDocusaurus)) return true;
  const scope = /^@[^/]+\//.exec(name)?.[0];
  return scope !== undefined && peers.some((peer) => peer.startsWith(scope));
}

function isKeyword(word: string, keywords: unknown): boolean {
  return Array.isArray(keywords) && keywords.includes(word);
}

/** What Storybook gives to the pages and to the frame around them, in the releases whose parts were packages. */
const answeredByStorybook: ReadonlySet<string> = new Set(
  "preview-api manager-api addons api channels client-api client-logger components core-client core-events icons preview-web router store theming types"
    .split(" ")
    .map((part) => `@storybook/${part}`),
);

function isStorybookAddon(keywords: unknown): boolean {
  return ["storybook-addon", "storybook-addons"].some((word) => isKeyword(word, keywords));
}

function isDocusaurus(name: string): boolean {
  return name.startsWith("@docusaurus/");
}

/** What an application has one of, and brings itself. */
const hosts: ReadonlySet<string> = new Set(
  "react react-dom react-native vue svelte preact next nuxt astro jquery graphql three webpack vite".split(
    " ",
  ),
);

/** Those hosts of which an application has only one: a package for one of them is of no use without it. */
const frameworks: ReadonlySet<string> = new Set("react vue svelte preact angular".split(" "));

/** `react` for `react-dom` and `react-native`, `angular` for what all its applications have: who has the one has the other. */
export function frameworkOf(name: string): string | null {
  if (/^@angular\/(core|common|compiler|platform-browser)$/.test(name)) return "angular";
  const framework = name.replace(/-(dom|native)$/, "");
  return frameworks.has(framework) ? framework : null;
}

/** Other words for a framework, and what is only ever used with it. */
const otherWords: Readonly<Record<string, string>> = {
  "react-native": "react",
  reactjs: "react",
  expo: "react",
  vuejs: "vue",
  vue2: "vue",
  vue3: "vue",
  angular2: "angular",
  ngx: "angular",
};

/** In characters; nobody reads on. */
const longestDescription = 1_000;

/**
 * The one framework that the keywords name, or without such keywords the description (@vueform/slider); none when
 * they name several, whose consumers lack the others.
 */
function onlyFramework(keywords: unknown, description: unknown): string | undefined {
  const listed = Array.isArray(keywords) ? keywords : [];
  const words = listed.flatMap((keyword) => (typeof keyword === "string" ? [keyword.toLowerCase()] : []));
  const named = frameworksAmong(words);
  if (named.size === 0 && typeof description === "string") {
    for (const word of frameworksAmong(
      description
        .slice(0, longestDescription)
        .toLowerCase()
        .split(/[^\w-]+/),
    ))
      named.add(word);
  }
  return named.size === 1 ? [...named][0] : undefined;
}

function frameworksAmong(words: readonly string[]): Set<string> {
  return new Set(words.map((word) => otherWords[word] ?? word).filter((word) => frameworks.has(word)));
}

/** Packages that are only ever used with a host. */
const usedWith: Readonly<Record<string, readonly string[]>> = {
  vue: ["pinia", "vuex", "nuxt", "vuetify", "quasar", "element-plus"],
  react: ["next", "gatsby", "expo", "antd"],
};

/**
 * The package's own name says that it is for the host (@ionic/vue, svg-sprite-loader), or it is made with a part of the
 * host's project, which needs the host as well (nativewind).
 */
function isForHost(name: string, own: string, listed: ReadonlySet<string>): boolean {
  if (`-${own.replace(/[@/]/g, "-")}-`.includes(`-${frameworkOf(name) ?? name}-`)) return true;
  if (name === "webpack" && own.endsWith("-loader")) return true;
  if (usedWith[name]?.some((each) => listed.has(each))) return true;
  return [...listed].some((each) => each.startsWith(`${name}-`) || each.startsWith(`@${name}/`));
}
