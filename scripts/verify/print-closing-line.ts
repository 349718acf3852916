/** Prints what the last `verify` counted over all workspaces, as the one line `N passed, N failed`. */
import { collectResults } from "./collect.ts";
import { closingLine } from "./test-results.ts";
import { testedWorkspaces } from "./workspaces.ts";

console.log(closingLine(collectResults(testedWorkspaces(process.cwd())).total));
