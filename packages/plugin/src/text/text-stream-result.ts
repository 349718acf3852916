import { OpenRouterError } from "../errors/openrouter-error.js";
import type { OpenRouterMetadata, OpenRouterTextStream, ResultUsage, ToolCall } from "./text-answers.js";

/** What a finished stream is known by. */
export interface StreamEnd {
  readonly usage: ResultUsage | undefined;
  readonly finishReason: string | undefined;
  readonly toolCalls: readonly ToolCall[];
  readonly providerMetadata: { readonly openrouter: OpenRouterMetadata };
}

export interface TextStreamOptions {
  /** Closes the connection at once. */
  readonly abort: () => void;
  /** Called once, when nothing more will come, whatever the reason. */
  readonly onSettled: () => void;
  /** A result that nobody touches for this long gives its connection back. */
  readonly abandonAfterMs: number;
}

/**
 * Text nobody has asked for is kept up to this many UTF-16 code units, a hundred times what models write.
 * Beyond it only what is unread is held, so that an endless stream runs in constant memory.
 */
const keptLength = 4 * 1024 * 1024;

/**
 * Presents a generator of text as elizaOS's `TextStreamResult`.
 *
 * `textStream` pulls: nothing is read ahead of its consumer, and leaving its loop closes the connection. The
 * promises can be used before, during, after or instead of the loop; a rejection that nobody awaits is
 * not an unhandled one.
 */
export function createTextStreamResult(
  source: AsyncGenerator<string, StreamEnd>,
  options: TextStreamOptions,
): OpenRouterTextStream {
  return new PulledTextStream(source, options);
}

type Outcome = { readonly end: StreamEnd } | { readonly error: unknown };

function notKept(why: string): OpenRouterError {
  return new OpenRouterError(
    `The text of this stream is not kept as a whole: ${why}; read it from textStream.`,
    {
      kind: "parameter",
      code: "text_not_kept",
      retryable: false,
    },
  );
}

class PulledTextStream implements OpenRouterTextStream {
  readonly #source: AsyncGenerator<string, StreamEnd>;
  readonly #options: TextStreamOptions;
  readonly #settled = Promise.withResolvers<StreamEnd>();
  readonly #text = Promise.withResolvers<string>();
  /** Pieces from number `#firstPiece` on. */
  #pieces: string[] = [];
  #firstPiece = 0;
  #keptLength = 0;
  #isTextWanted = false;
  #isReading = false;
  #outcome: Outcome | undefined;
  #pull: Promise<void> | undefined;
  #abandonTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: AsyncGenerator<string, StreamEnd>, options: TextStreamOptions) {
    this.#source = source;
    this.#options = options;
    this.#settled.promise.catch(() => undefined);
    this.#text.promise.catch(() => undefined);
    this.#abandonTimer = setTimeout(() => this.#leave(), options.abandonAfterMs);
    // A forgotten stream must not keep a finished Node process waiting for this timer.
    if (typeof this.#abandonTimer === "object") this.#abandonTimer.unref();
  }

  get textStream(): AsyncIterable<string> {
    return { [Symbol.asyncIterator]: () => this.#read() };
  }

  get text(): Promise<string> {
    this.#isTextWanted = true;
    this.#readUnlessReading();
    return this.#text.promise;
  }

  get usage(): Promise<StreamEnd["usage"]> {
    return this.#atEnd((end) => end.usage);
  }

  get finishReason(): Promise<string | undefined> {
    return this.#atEnd((end) => end.finishReason);
  }

  get toolCalls(): Promise<readonly ToolCall[]> {
    return this.#atEnd((end) => end.toolCalls);
  }

  get providerMetadata(): Promise<StreamEnd["providerMetadata"]> {
    return this.#atEnd((end) => end.providerMetadata);
  }

  #atEnd<Value>(read: (end: StreamEnd) => Value): Promise<Value> {
    this.#readUnlessReading();
    const value = this.#settled.promise.then(read);
    // Whoever does not await it must not be told by an unhandled rejection.
    value.catch(() => undefined);
    return value;
  }

  /** One consumer's view; it starts at the first piece that is still held. */
  #read(): AsyncIterator<string, undefined> {
    let position = 0;
    let isOver = false;
    return {
      next: async () => {
        this.#isReading = true;
        clearTimeout(this.#abandonTimer);
        while (!isOver) {
          const piece = this.#pieces[position - this.#firstPiece];
          if (piece !== undefined) {
            position += 1;
            this.#forgetBefore(position);
            return { done: false, value: piece };
          }
          if (position < this.#firstPiece) throw notKept("its start has been read already");
          if (this.#outcome !== undefined) {
            isOver = true;
            if ("error" in this.#outcome) throw this.#outcome.error;
          } else {
            await this.#pullOnce();
          }
        }
        return { done: true, value: undefined };
      },
      return: async () => {
        isOver = true;
        this.#leave();
        return { done: true, value: undefined };
      },
    };
  }

  /** Concurrent consumers share one pull. */
  #pullOnce(): Promise<void> {
    this.#pull ??= this.#advance().finally(() => {
      this.#pull = undefined;
    });
    return this.#pull;
  }

  async #advance(): Promise<void> {
    try {
      const step = await this.#source.next();
      if (step.done) {
        this.#settle({ end: step.value });
      } else {
        this.#pieces.push(step.value);
        this.#keptLength += step.value.length;
      }
    } catch (error) {
      this.#settle({ error });
    }
  }

  #settle(outcome: Outcome): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    clearTimeout(this.#abandonTimer);
    if ("error" in outcome) {
      this.#settled.reject(outcome.error);
      this.#text.reject(outcome.error);
    } else {
      this.#settled.resolve(outcome.end);
      if (this.#firstPiece === 0) this.#text.resolve(this.#pieces.join(""));
      else this.#text.reject(notKept(`more than ${keptLength} characters came`));
    }
    this.#options.onSettled();
  }

  /** Once there is too much of it, text that was read and is not wanted as a whole goes. */
  #forgetBefore(position: number): void {
    const isTooMuch = this.#firstPiece > 0 || this.#keptLength > keptLength;
    if (this.#isTextWanted || this.#outcome !== undefined || !isTooMuch) return;
    this.#pieces = this.#pieces.slice(position - this.#firstPiece);
    this.#firstPiece = position;
  }

  /** Somebody wants a promise but nobody reads: then it must be driven from here, or it would never settle. */
  #readUnlessReading(): void {
    clearTimeout(this.#abandonTimer);
    if (this.#isReading || this.#outcome !== undefined) return;
    // `const { textStream, usage } = result` asks before it reads; give it the time to start.
    setTimeout(async () => {
      while (!this.#isReading && this.#outcome === undefined) await this.#pullOnce();
    }, 0);
  }

  /** The consumer is gone: close the connection, and let the generator see its abort and finish. */
  #leave(): void {
    if (this.#outcome !== undefined) return;
    this.#options.abort();
    void this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.#outcome === undefined) await this.#pullOnce();
    this.#pieces = [];
  }
}
