import { isRecord, type Manifest } from "../../entrypoints/manifest.js";
import { frameworkOf, frameworks, onlyFramework } from "./frameworks.js";

/** A package that is not listed, and everything that says who uses the package which asks for it. */
interface Question {
  readonly name: string;
  readonly listed: ReadonlySet<string>;
  readonly manifest: Manifest;
  /** What the asking package calls itself; empty without a name. */
  readonly own: string;
}

/** Whoever can use the asking package has the other one as well, although nothing lists it. */
type Companionship = (question: Question) => boolean;

/**
 * `@vue/shared` beside `vue`, `expo-modules-core` beside `expo`: the main package of a project usually installs the
 * others of it, and those who install one of the others have the main package.
 */
const listedProject: Companionship = ({ name, listed }) => {
  const project = projectOf(name);
  return project !== undefined && listed.has(project);
};

/** `expo-modules-core` is there where `expo-auth-session`, which is for `expo` by its keywords, can be used. */
const ownProject: Companionship = ({ name, own, manifest }) => {
  const project = projectOf(name);
  return project !== undefined && own.startsWith(`${project}-`) && isKeyword(project, manifest);
};

/** `@scope/kit` beside `@scope/kit-icons`. */
const mainOfScope: Companionship = ({ name, own, listed }) => {
  const main = /^(@[^/]+\/\w+)-/.exec(name)?.[1];
  return main !== undefined && main !== own && listed.has(main);
};

/** `rxjs-compat` is only ever installed beside `rxjs`. */
const extended: Companionship = ({ name, own }) => own.startsWith(`${name}-`) || own.startsWith(`@${name}/`);

/** `@ionic/vue-router` is a part of its scope for those who have `vue-router`. */
const sameName: Companionship = ({ name, own }) => own.startsWith("@") && own.endsWith(`/${name}`);

/** What an application has one of, and brings itself. */
const hosts: ReadonlySet<string> = new Set(
  "react react-dom react-native vue svelte preact next nuxt astro jquery graphql three webpack vite webdriverio".split(
    " ",
  ),
);

/** Packages that are only ever used with a host. */
const usedWith: Readonly<Record<string, readonly string[]>> = {
  vue: ["pinia", "vuex", "nuxt", "vuetify", "quasar", "element-plus"],
  react: ["next", "gatsby", "expo", "antd"],
  webdriverio: ["@wdio/globals", "expect-webdriverio"],
};

/**
 * The package's own name says that it is for the host (@ionic/vue, svg-sprite-loader, vue-cli-plugin-i18n), or it is made with a part of the
 * host's project, which needs the host as well (nativewind).
 */
const host: Companionship = ({ name, own, listed }) => {
  if (!hosts.has(name)) return false;
  if (`-${own.replace(/[@/]/g, "-")}-`.includes(`-${frameworkOf(name)}-`)) return true;
  if (name === "webpack" && /-loader$|(?:^|\/)vue-cli-plugin-/.test(own)) return true;
  if (usedWith[name]?.some((each) => listed.has(each))) return true;
  return [...listed].some((each) => each.startsWith(`${name}-`) || each.startsWith(`@${name}/`));
};

/** A package for one framework is of no use without it. */
const framework: Companionship = ({ name, manifest }) =>
  frameworks.has(frameworkOf(name)) && onlyFramework(manifest) === frameworkOf(name);

/** Every application of Angular has it. */
const rxjsOfAngular: Companionship = ({ name, listed, manifest }) =>
  name === "rxjs" && (listed.has("@angular/core") || onlyFramework(manifest) === "angular");

/** React Native's preset puts it into all code that it compiles, so that its applications list it themselves. */
const runtimeOfReactNative: Companionship = ({ name, listed, manifest }) =>
  name === "@babel/runtime" && (listed.has("react-native") || isKeyword("react-native", manifest));

/** Ember answers these itself, for its addons. */
const answeredByEmber: Companionship = ({ name, manifest }) =>
  /^@(ember|glimmer)\//.test(name) && isKeyword("ember-addon", manifest);

/** What Storybook gives to the pages and to the frame around them, in the releases whose parts were packages. */
const partsOfStorybook: ReadonlySet<string> = new Set(
  "preview-api manager-api addons api channels client-api client-logger components core-client core-events icons preview-web router store theming types"
    .split(" ")
    .map((part) => `@storybook/${part}`),
);

/** Storybook puts its own globals in the place of these, for its addons (storybook-dark-mode). */
const answeredByStorybook: Companionship = ({ name, manifest }) =>
  partsOfStorybook.has(name) &&
  (isKeyword("storybook-addon", manifest) || isKeyword("storybook-addons", manifest));

/** Next answers these itself, for what is told apart by where it runs (@cloudflare/next-on-pages). */
const answeredByNext: Companionship = ({ name, listed }) =>
  (name === "server-only" || name === "client-only") && listed.has("next");

/** The packages of Expo's own scopes are installed into its applications, with `expo install` (@expo-google-fonts). */
const partsOfExpo: Companionship = ({ name, own }) => /^expo(-|$)/.test(name) && /^@expo[-/]/.test(own);

/** Docusaurus answers these itself, for its site. */
const answeredByDocusaurus: Companionship = ({ name, listed }) =>
  /^@(generated|site|theme)\//.test(name) && [...listed].some((each) => each.startsWith("@docusaurus/"));

/** The packages of one scope that consumers have to bring (`@angular/core`) bring each other. */
const scopeOfPeers: Companionship = ({ name, manifest: { data } }) => {
  const scope = /^@[^/]+\//.exec(name)?.[0];
  if (scope === undefined || !isRecord(data.peerDependencies)) return false;
  return Object.keys(data.peerDependencies).some((peer) => peer.startsWith(scope));
};

const companionships: readonly Companionship[] = [
  listedProject,
  ownProject,
  mainOfScope,
  extended,
  sameName,
  host,
  framework,
  rxjsOfAngular,
  runtimeOfReactNative,
  answeredByEmber,
  answeredByStorybook,
  answeredByNext,
  partsOfExpo,
  answeredByDocusaurus,
  scopeOfPeers,
];

/** Nothing lists the package, and yet all or nearly all consumers have it. */
export function isCompanion(name: string, listed: ReadonlySet<string>, manifest: Manifest): boolean {
  const question = { name, listed, manifest, own: manifest.name ?? "" };
  return companionships.some((holds) => holds(question));
}

/** The project that a package is a part of, by its name. */
function projectOf(name: string): string | undefined {
  return /^@([^/]+)\//.exec(name)?.[1] ?? /^(\w+)-/.exec(name)?.[1];
}

function isKeyword(word: string, { data: { keywords } }: Manifest): boolean {
  return Array.isArray(keywords) && keywords.includes(word);
}
