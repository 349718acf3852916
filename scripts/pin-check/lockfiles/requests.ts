import type { Requester } from "./lockfile.ts";

/** Collects who asked for which entry while a lockfile is read. */
export class Requests<Key> {
  readonly #requesters = new Map<Key, Requester[]>();

  add(target: Key, requester: Requester): void {
    const known = this.#requesters.get(target);
    if (known === undefined) this.#requesters.set(target, [requester]);
    else known.push(requester);
  }

  of(target: Key): readonly Requester[] {
    return this.#requesters.get(target) ?? [];
  }
}
