/** A set that grows, and how far it was read. */
export class Unread<Value> {
  readonly #values: ReadonlySet<Value>;
  readonly #iterator: Iterator<Value>;
  #taken = 0;

  constructor(values: ReadonlySet<Value>) {
    this.#values = values;
    this.#iterator = values.values();
  }

  /** What was added since the last time. */
  *take(): Iterable<Value> {
    // The iterator goes on with what is added, unless it was asked once when there was nothing more.
    for (; this.#taken < this.#values.size; this.#taken++) yield this.#iterator.next().value as Value;
  }
}
