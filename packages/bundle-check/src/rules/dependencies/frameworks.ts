import type { Manifest } from "../../entrypoints/manifest.js";

/** Hosts of which an application has only one. */
export const frameworks: ReadonlySet<string> = new Set("react vue svelte preact angular".split(" "));

/** `react` for `react-dom` and `react-native`, `angular` for what all its applications have: who has the one has the other. */
export function frameworkOf(name: string): string {
  if (/^@angular\/(core|common|compiler|platform-browser|router|forms)$/.test(name)) return "angular";
  return name.replace(/-(dom|native)$/, "");
}

/** Other words for a framework, and what is only ever used with it. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ["react-native", "react"],
  ["reactjs", "react"],
  ["expo", "react"],
  ["vuejs", "vue"],
  ["vue2", "vue"],
  ["vue3", "vue"],
  ["angular2", "angular"],
  ["ngx", "angular"],
]);

/** In characters; nobody reads on. */
const longestDescription = 1_000;

/**
 * The one framework that the keywords name, or without such keywords the description (@vueform/slider); none when
 * they name several, whose consumers lack the others.
 */
export function onlyFramework({ data: { keywords, description } }: Manifest): string | undefined {
  const listed = Array.isArray(keywords) ? keywords : [];
  let named = frameworksAmong(listed.filter((keyword) => typeof keyword === "string"));
  if (named.size === 0 && typeof description === "string") {
    named = frameworksAmong(description.slice(0, longestDescription).split(/[^\w-]+/));
  }
  return named.size === 1 ? [...named][0] : undefined;
}

function frameworksAmong(words: readonly string[]): ReadonlySet<string> {
  const named = words.map((word) => otherWords.get(word.toLowerCase()) ?? word.toLowerCase());
  return new Set(named.filter((word) => frameworks.has(word)));
}
