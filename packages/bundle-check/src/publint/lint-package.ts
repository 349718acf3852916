import type { Finding } from "../findings/finding.js";
import type { Judgement } from "../judge.js";

/** What publint adds to a judgement. Its code is only loaded here, because most runs do without it. */
export async function lintPackage({ facts, findings }: Judgement): Promise<Finding[]> {
  const [{ runPublint }, { publintFindings }] = await Promise.all([
    import("./run-publint.js"),
    import("./to-findings.js"),
  ]);
  return publintFindings(await runPublint(facts.files), findings, facts);
}
