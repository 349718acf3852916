import type { ModuleFacts } from "../../modules/module-facts.js";

/** One reading of a text for all of its names: a file may have a hundred thousand. */
export function oncePerModule(
  read: (module: ModuleFacts) => ReadonlySet<string>,
): (module: ModuleFacts) => ReadonlySet<string> {
  const known = new WeakMap<ModuleFacts, ReadonlySet<string>>();
  return (module) => {
    let names = known.get(module);
    if (!names) {
      names = read(module);
      known.set(module, names);
    }
    return names;
  };
}

/** Every name that the file uses and does not declare. */
export const freeNames = oncePerModule(
  ({ freeReferences }) => new Set(freeReferences.map(({ name }) => name)),
);

const namesReadAtLoad = oncePerModule(
  ({ freeReferences }) =>
    new Set(freeReferences.filter(({ evaluatedAt }) => evaluatedAt !== "function").map(({ name }) => name)),
);

/** Nothing reads the name while the file loads. */
export function isReadInCallsOnly(name: string, module: ModuleFacts): boolean {
  return !namesReadAtLoad(module).has(name);
}

/** Names with a capital that stand in the file as a text of their own. */
export const quotedNames = oncePerModule(
  ({ source: { text } }) =>
    new Set([...text.matchAll(/["']([A-Z]\w{2,})["']/g)].map(([, name = ""]) => name)),
);

/** An engine finds a word faster than the starts of lines, and looks back from it. */
const givenToThis = /(?<=^(?:(?:var|let|const) [\w$]+ = )?)this\.([\w$]+) = /gm;

/**
 * `this.Name = …` in a function that is called without an object makes a global of sloppy code (mootools). Only
 * what stands at the start of a line counts: that is the body of the function around the whole file, where methods
 * and constructors are indented.
 */
export const namesGivenToThis = oncePerModule(
  ({ source: { text } }) => new Set([...text.matchAll(givenToThis)].map(([, name = ""]) => name)),
);

/** Names that the file declares in code which it makes as a text, for another place (natural, for its threads). */
export const namesInMadeCode = oncePerModule(
  ({ source: { text } }) =>
    new Set(
      [
        ...text.matchAll(/["'`]\s*(?:(?:var|let|const)\s+([\w$]{3,})\s*[=;,]|function\s+([\w$]{3,})\s*\()/g),
      ].map(([, variable, made]) => variable ?? made ?? ""),
    ),
);

/** Variables that hold whether there are modules: `var isNode = typeof module !== "undefined"`. */
const moduleTests = oncePerModule(
  ({ source: { text } }) =>
    new Set(
      [...text.matchAll(/(?<![\w$.])([\w$]+) ?= ?\(?typeof (?:module|exports)\b/g)].map(
        ([, name = ""]) => name,
      ),
    ),
);

/** What rollup puts in the place of `require`; a test for it is one for modules (@open-wc/testing). */
const requireOfRollup = "commonjsRequire";

/** The file decides by such a variable what it does where there are no modules (testcafe). */
export const branchesByModuleTest = oncePerModule((module) => {
  const tests = moduleTests(module);
  if (module.source.text.includes(`if (typeof ${requireOfRollup} ===`)) return new Set([requireOfRollup]);
  if (tests.size === 0) return tests;
  const branches = module.source.text.matchAll(/\bif ?\(!?([\w$]+)\)/g);
  return new Set([...branches].flatMap(([, name = ""]) => (tests.has(name) ? [name] : [])));
});

/**
 * A getter that gives `this`, under a name that every object inherits: how code got hold of the global object before
 * `globalThis` (type-detect).
 */
export const inheritedGetters = oncePerModule(
  ({ source: { text } }) =>
    new Set(
      [
        ...text.matchAll(
          /\bdefineProperty\([\w$.]{1,60}, ?["']([\w$]+)["'], ?\{\s*get: ?function ?\w*\(\) ?\{\s*return this\b/g,
        ),
      ].map(([, name = ""]) => name),
    ),
);

/** Fewer paths than these may be anything. */
const fewestPaths = 3;

/** The first names of the paths that Google's compiler hands to what makes globals of them: `p("kit.auth.UI", a)`. */
export const namesExportedByPath = oncePerModule(({ source: { text } }) => {
  const counts = new Map<string, number>();
  for (const [, name = ""] of text.matchAll(/\(["']([\w$]+)(?:\.[\w$]+)+["'],/g)) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([name, count]) => (count >= fewestPaths ? [name] : [])));
});
