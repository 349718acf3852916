import type { FreeReference, ModuleFacts } from "../../modules/module-facts.js";
import { oncePerModule } from "./names-in-text.js";

/** Characters of a line that are read for a comment. */
const longestLine = 400;

/** Comments that may stand between the note and the line that it is about. */
const mostComments = 2;

const comment = String.raw`(?:\/\/|\/\*|\*)\s*`;
/** Explained, the note is about a type that does not fit, unless it says where the name comes from. */
const origin = "global|host|defined|declared|provided|injected|runtime|environment|exists?";
const silenced = `@ts-(?:ignore|expect-error)\\b(?:[\\s:,.*/-]*$|.*\\b(?:${origin})\\b)`;
const aboutNextLine = new RegExp(
  `${comment}(?:${silenced}|eslint-disable-next-line(?:\\s*(?:\\*\\/)?\\s*$|.*\\bno-undef\\b))`,
);
const aboutThisLine = new RegExp(`${comment}eslint-disable-line(?:\\s*(?:\\*\\/)?\\s*$|.*\\bno-undef\\b)`);
const onlyComment = /^\s*(\/\/|\/\*|\*)/;

/**
 * The author silenced the type checker or the linter where the name stands: they knew that nothing declares it, and
 * who provides it (rxdb, whose host is a program in another language).
 */
export function isKnownToAuthor({ name, offset }: FreeReference, module: ModuleFacts): boolean {
  if (namedInComments(module).has(name) || namesWithAdvice(module).has(name)) return true;
  const { text } = module.source;
  let start = lineStart(text, offset);
  if (aboutThisLine.test(lineAt(text, start))) return true;
  for (let count = 0; count < mostComments && start > 0; count++) {
    start = lineStart(text, start - 1);
    const line = lineAt(text, start);
    if (!onlyComment.test(line)) return false;
    if (aboutNextLine.test(line)) return true;
  }
  return false;
}

/** Looking back no further than a line that a person wrote keeps a file of one line cheap. */
function lineStart(text: string, offset: number): number {
  const at = text.slice(Math.max(0, offset - longestLine), offset).lastIndexOf("\n");
  return at === -1 ? Math.max(0, offset - longestLine) : Math.max(0, offset - longestLine) + at + 1;
}

function lineAt(text: string, start: number): string {
  return text.slice(start, start + longestLine).split("\n", 1)[0] ?? "";
}

/** A comment `global a, b:writable`: what the file may take for declared, as linters read it (keycloak-js). */
const namedInComments = oncePerModule(
  ({ source: { text } }) =>
    new Set(
      [...text.matchAll(/\/\*\s*globals?\s+([^*]{1,2000})\*\//g)].flatMap(([, list = ""]) =>
        list.split(",").map((each) => each.replace(/:.*/s, "").trim()),
      ),
    ),
);

/** `if (!Library?.Part) throw Error("… please install …")`: the file knows that the page may lack it (@angular/google-maps, @prisma/client). */
const namesWithAdvice = oncePerModule(
  ({ source: { text } }) =>
    new Set(
      [
        ...text.matchAll(
          /\bif ?\(!([\w$]{3,})\b[^;{}]{0,200}\)\s*\{?\s*(?:throw [^;]{0,300}\b(?:not (?:found|detected)|please (?:install|include|load|add))|console\.(?:error|warn)\([^;]{0,300}\bplease (?:install|include|load|add))/gi,
        ),
      ].map(([, name = ""]) => name),
    ),
);
