import { type Mutant, type MutantClass, mutantClasses } from "./classes.ts";
import type { Host, HostEntry } from "./host.ts";
import type { Random } from "./random.ts";

/** Classes that damage the text of one file, whichever it is. */
const textClasses: ReadonlySet<string> = new Set(["m1", "m2", "m3", "m4", "m7", "m11"]);
/** Classes that may hit all entries at once, as one broken build does. */
const buildClasses: ReadonlySet<string> = new Set([...textClasses, "m5", "m6", "m10"]);

/** The mutants of one class for one package: two entries, now and then a chunk, or all entries together. */
export function makeMutants(id: string, host: Host, random: Random): Mutant[] {
  const make = mutantClasses[id]?.make;
  if (!make) return [];
  if (buildClasses.has(id) && host.entries.length > 1 && random.next() < 0.2) {
    const whole = makeWhole(make, host, random);
    return whole ? [whole] : [];
  }
  const victims: HostEntry[] = random.shuffle(host.entries).slice(0, 2);
  const chunk = textClasses.has(id) && random.next() < 0.4 ? random.pick(host.chunks) : undefined;
  if (chunk) victims[victims.length === 2 ? 1 : victims.length] = chunk;
  return victims.flatMap((victim) => make(host, victim, random) ?? []);
}

function makeWhole(make: MutantClass, host: Host, random: Random): Mutant | null {
  const parts = host.entries.flatMap((entry) => make(host, entry, random) ?? []);
  return parts.length < 2
    ? null
    : {
        description: parts.map(({ description }) => description).join(" and "),
        changes: new Map(parts.flatMap(({ changes }) => [...changes])),
        mustBeRefused: parts.some(({ mustBeRefused }) => mustBeRefused),
      };
}

/** Damage where no entry leads: files that a pattern, a superseded field or an address offers. */
export function makeMutantsElsewhere(id: string, host: Host, random: Random): Mutant[] {
  const make = mutantClasses[id]?.make;
  if (!make || !textClasses.has(id)) return [];
  const victims = random.shuffle(host.elsewhere).slice(0, 2);
  return victims.flatMap((victim) => make(host, victim, random) ?? []);
}
