import { findHomePaths } from "./leaks/home-paths.js";
import { isTestFile } from "./leaks/package-texts.js";
import { findPrivateFiles } from "./leaks/private-files.js";
import { findUselessMaps } from "./leaks/source-maps.js";
import { defineRule } from "./rule.js";

export const leakedFile = defineRule({
  id: "leaked-file",
  severity: "warning",
  summary: "a private file, a path of somebody's machine, or source maps without their sources",
  *check(facts) {
    for (const { path, problem } of findPrivateFiles(facts.files)) {
      if (isTestFile(path)) continue;
      yield { place: { file: path, line: 1, column: 1 }, args: { problem, files: 1 } };
    }
    for (const { path, text, offset, length, home, files } of findHomePaths(facts.files)) {
      yield {
        place: facts.placeInText(path, text, offset, length),
        args: { problem: "home-path", found: home, files },
      };
    }
    const maps = findUselessMaps(facts.files);
    const [first] = maps;
    if (first) {
      yield {
        place: { file: first.path, line: 1, column: 1 },
        args: { problem: "map-without-sources", found: first.source, files: maps.length },
      };
    }
  },
});
