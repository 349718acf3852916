import { baselineRules } from "../baseline/rules.js";
import type { RuleId } from "../findings/finding.js";
import { probeRules } from "../probes/rules.js";
import { binShebang } from "./bin-shebang.js";
import { emptyEntry } from "./empty-entry.js";
import { expectedExport } from "./expected-export.js";
import { exportMismatch } from "./export-mismatch.js";
import { knownBadBundler } from "./known-bad-bundler.js";
import { leakedFile } from "./leaked-file.js";
import { leakedSecret } from "./leaked-secret.js";
import { localProtocol } from "./local-protocol.js";
import { missingImportBinding } from "./missing-import-binding.js";
import { missingModule } from "./missing-module.js";
import { missingScriptTarget } from "./missing-script-target.js";
import { missingTarget } from "./missing-target.js";
import { publint } from "./publint.js";
import type { Rule } from "./rule.js";
import { syntaxError } from "./syntax-error.js";
import { truncated } from "./truncated.js";
import { typesMismatch } from "./types-mismatch.js";
import { typesMissing } from "./types-missing.js";
import { undeclaredExport } from "./undeclared-export.js";
import { undeclaredReference } from "./undeclared-reference.js";
import { unlistedDependency } from "./unlisted-dependency.js";
import { unreachableCondition } from "./unreachable-condition.js";
import { unusedIgnore } from "./unused-ignore.js";
import { wrongModuleKind } from "./wrong-module-kind.js";

/** Every rule by its id, in the order they run and are listed. A new id does not compile until it stands here. */
const rulesById = {
  "syntax-error": syntaxError,
  "wrong-module-kind": wrongModuleKind,
  "undeclared-export": undeclaredExport,
  "undeclared-reference": undeclaredReference,
  "missing-target": missingTarget,
  "missing-module": missingModule,
  "missing-import-binding": missingImportBinding,
  truncated,
  "expected-export": expectedExport,
  "empty-entry": emptyEntry,
  "export-mismatch": exportMismatch,
  "types-missing": typesMissing,
  "types-mismatch": typesMismatch,
  ...baselineRules,
  ...probeRules,
  "unreachable-condition": unreachableCondition,
  "unlisted-dependency": unlistedDependency,
  "local-protocol": localProtocol,
  "bin-shebang": binShebang,
  "missing-script-target": missingScriptTarget,
  "leaked-secret": leakedSecret,
  "leaked-file": leakedFile,
  publint: publint,
  "known-bad-bundler": knownBadBundler,
  "unused-ignore": unusedIgnore,
} satisfies { readonly [Id in RuleId]: Rule<Id> };

export const rules: readonly Rule[] = Object.values(rulesById);
