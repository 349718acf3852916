import type { ParseFailure } from "../modules/parse.js";
import { defineRule } from "./rule.js";
import { findBrokenJson } from "./syntax/broken-json.js";
import { endOf } from "./syntax/halves.js";
import { hasTypeImports, isJsx, isOtherLanguage } from "./syntax/other-language.js";
import { isForTransformingHost } from "./syntax/transforming-hosts.js";

export const syntaxError = defineRule({
  id: "syntax-error",
  severity: "error",
  summary: "a reachable module that does not parse, or another one that stops in the middle",
  *check(facts) {
    const { graph, manifest, placeIn } = facts;
    for (const { path, source, failure, declaredKind, analysed } of graph.reachable()) {
      // What is valid as the other kind of module is the matter of wrong-module-kind.
      if (!failure || analysed || isOfOtherLanguage(source.text, failure)) continue;
      // What could not be read within bounds must not be parsed again without them.
      if (!failure.tooDeep && isForTransformingHost(manifest) && isTransformed(source.text)) continue;
      yield {
        place: placeIn(graph.facts(path), failure.offset),
        args: { parsedAs: declaredKind, reason: failure.reason },
      };
    }
    yield* findBrokenJson(facts);
    // Where nothing leads there may be templates and other languages; but nobody writes half a file on purpose.
    const { exports } = manifest.data;
    const isOpen = exports === undefined || exports === null;
    for (const module of graph.shipped()) {
      const { path, source, failure, declaredKind, analysed } = module;
      if (graph.isReachable(path) || !failure || analysed || failure.tooDeep) continue;
      if (!stopsInTheMiddle(source.text, failure) || isOtherLanguage(source.text)) continue;
      // A build puts other files between the two (hammerjs, select2).
      const end = endOf(path, facts);
      if (end !== null && graph.facts(end).failure) continue;
      yield {
        place: placeIn(module, failure.offset),
        args: { parsedAs: declaredKind, reason: failure.reason },
        ...(isOpen ? {} : { severity: "warning" as const }),
      };
    }
  },
});

/**
 * Written in Flow, and not a file that holds nothing of Flow up to where it ends too early. The mark at the top is
 * often left in what was compiled already.
 */
function isOfOtherLanguage(text: string, failure: ParseFailure): boolean {
  return isOtherLanguage(text) && !isZeroed(text) && !stopsInTheMiddle(text, failure);
}

/** A disk that lost the end of a file gives zeros for it; no language has them. */
function isZeroed(text: string): boolean {
  return /\0{4}\s*$/.test(text);
}

/** The parser came to the end of the text and wanted more. */
function stopsInTheMiddle(text: string, { offset, reason }: ParseFailure): boolean {
  if (/^unterminated (template|comment)/i.test(reason)) return true;
  if (/^unterminated string/i.test(reason)) return !text.slice(offset).trimEnd().includes("\n");
  return text.slice(offset).trim() === "";
}

function isTransformed(text: string): boolean {
  return isJsx(text) || hasTypeImports(text);
}
