interface Folder<Value> {
  readonly below: Map<string, Folder<Value>>;
  readonly packages: Map<string, Value>;
}

/**
 * Where packages are installed, to be found as Node does: beside the dependent, then further up. Paths are walked once
 * for each dependent and never put together, or a long one with many dependencies would take minutes.
 */
export class NestedFolders<Value> {
  readonly #root: Folder<Value> = { below: new Map(), packages: new Map() };

  add(folder: readonly string[], name: string, value: Value): void {
    let current = this.#root;
    for (const segment of folder) {
      let next = current.below.get(segment);
      if (next === undefined) {
        next = { below: new Map(), packages: new Map() };
        current.below.set(segment, next);
      }
      current = next;
    }
    current.packages.set(name, value);
  }

  /** Finds packages by name from one folder. */
  from(folder: readonly string[]): (name: string) => Value | null {
    const reached = [this.#root.packages];
    let current: Folder<Value> | undefined = this.#root;
    for (const segment of folder) {
      current = current.below.get(segment);
      if (current === undefined) break;
      if (current.packages.size > 0) reached.push(current.packages);
    }
    reached.reverse();
    return (name) => reached.find((packages) => packages.has(name))?.get(name) ?? null;
  }
}
