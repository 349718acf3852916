import { jsonrepair } from "jsonrepair";

/**
 * Mends JSON as models get it wrong: quotes, commas, comments, brackets that are missing.
 *
 * @throws JSONRepairError when there is nothing to mend it into.
 */
export function repairJson(text: string): string {
  return jsonrepair(text);
}
