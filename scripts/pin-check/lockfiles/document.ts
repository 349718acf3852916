/** What a JSON or YAML lockfile is parsed into: plain data that remembers where it stands. */

export interface ScalarNode {
  readonly kind: "scalar";
  readonly offset: number;
  readonly value: string | number | boolean | null;
}

export interface ListNode {
  readonly kind: "list";
  readonly offset: number;
  readonly items: DocumentNode[];
}

export interface MapEntry {
  /** Where the key stands. */
  readonly offset: number;
  readonly value: DocumentNode;
}

/** A Map, so that a key called `__proto__` is a key like any other. */
export interface MapNode {
  readonly kind: "map";
  readonly offset: number;
  readonly entries: Map<string, MapEntry>;
}

export type DocumentNode = ScalarNode | ListNode | MapNode;

/** Nesting that no package manager writes; deeper than this is an attack on the stack. */
export const maximumDepth = 100;

export const nestedTooDeep = "it is nested deeper than any package manager writes";

/** Puts a document together from the events of a streaming parser. */
export class DocumentBuilder {
  readonly #open: (ListNode | MapNode)[] = [];
  readonly #keys: (Key | null)[] = [];
  #root: DocumentNode | null = null;
  readonly #refuse: (reason: string, offset: number) => Error;

  /** `refuse` makes the error that tells why a document cannot be trusted. */
  constructor(refuse: (reason: string, offset: number) => Error) {
    this.#refuse = refuse;
  }

  get root(): DocumentNode | null {
    return this.#root;
  }

  /** Whether a mapping waits for its next key. */
  get wantsKey(): boolean {
    return this.#open.at(-1)?.kind === "map" && this.#keys.at(-1) === null;
  }

  key(text: string, offset: number): void {
    const map = this.#open.at(-1);
    if (map?.kind !== "map") throw this.#refuse("a key stands where there is no object", offset);
    if (map.entries.has(text)) throw this.#refuse(`the key ${JSON.stringify(text)} is there twice`, offset);
    this.#keys[this.#keys.length - 1] = { text, offset };
  }

  scalar(value: ScalarNode["value"], offset: number): void {
    this.#add({ kind: "scalar", value, offset });
  }

  begin(kind: "list" | "map", offset: number): void {
    if (this.#open.length >= maximumDepth) {
      throw this.#refuse(nestedTooDeep, offset);
    }
    const node: ListNode | MapNode =
      kind === "list" ? { kind, offset, items: [] } : { kind, offset, entries: new Map() };
    this.#add(node);
    this.#open.push(node);
    this.#keys.push(null);
  }

  end(): void {
    this.#open.pop();
    this.#keys.pop();
  }

  #add(node: DocumentNode): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#root = node;
    } else if (parent.kind === "list") {
      parent.items.push(node);
    } else {
      const key = this.#keys.at(-1);
      if (key === null || key === undefined) throw this.#refuse("a value has no key", node.offset);
      parent.entries.set(key.text, { offset: key.offset, value: node });
      this.#keys[this.#keys.length - 1] = null;
    }
  }
}

interface Key {
  readonly text: string;
  readonly offset: number;
}
