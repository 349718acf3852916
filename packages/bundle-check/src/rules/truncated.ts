import type { TruncationSignal } from "../findings/finding.js";
import { defineRule } from "./rule.js";
import { unfinishedLastLine } from "./truncation/end-of-file-signals.js";
import { belowFloors } from "./truncation/floors.js";
import { exportHelperUnused, exportsWithoutDeclarations } from "./truncation/lost-exports.js";
import {
  entryNotInSourceMap,
  isNearlyWhole,
  sourceMapLongerThanFile,
  sourceMapWiderThanFile,
} from "./truncation/source-map-signals.js";
import { areSurelyLost } from "./truncation/surely-lost.js";
import { mostCharactersLeft, unreachedDependencies } from "./truncation/unreached-dependencies.js";

export const truncated = defineRule({
  id: "truncated",
  severity: "error",
  summary: "an entry that has lost code, by several independent signals",
  *check(facts) {
    const unreached = unreachedDependencies(facts, mostCharactersLeft);
    let lost: boolean | undefined;
    const areLost = () => {
      lost ??= unreached !== null && areSurelyLost(unreached, facts);
      return lost;
    };
    for (const module of facts.rootModules()) {
      const strong = [
        exportsWithoutDeclarations(module),
        exportHelperUnused(module),
        sourceMapLongerThanFile(module, facts),
        sourceMapWiderThanFile(module, facts),
        unfinishedLastLine(module),
        ...belowFloors(module, facts),
      ].filter((signal) => signal !== null);
      if (strong.length === 0 && !unreached) continue;
      // A barrel is legitimately absent from its map, and larger code may do without its dependencies: these two
      // only count beside another signal.
      const dependencies = unreached ?? unreachedDependencies(facts);
      const supporting = entryNotInSourceMap(module, facts);
      const signals: TruncationSignal[] = [dependencies, ...strong, supporting].filter(
        (signal) => signal !== null,
      );
      const isSure =
        signals.length > 1 || strong.some((signal) => !isNearlyWhole(signal, module)) || areLost();
      yield {
        place: facts.placeIn(module, 0),
        args: { signals },
        ...(isSure ? {} : { severity: "warning" as const }),
      };
    }
  },
});
