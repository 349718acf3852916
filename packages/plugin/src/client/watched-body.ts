import { OpenRouterError } from "../errors/openrouter-error.js";

export type Body = ReadableStream<Uint8Array>;

/** What a body may cost: the time until the next bytes, and how much of it is taken. */
export interface BodyLimits {
  /** Milliseconds the next bytes may take. */
  readonly msLeft: () => number;
  readonly lateError: () => OpenRouterError;
  /**
   * Told of all bytes.
   *
   * @throws OpenRouterError when they are too many.
   */
  readonly take: (bytes: Uint8Array) => void;
}

/** The same bytes; errors when there are too many, or the next ones take too long while somebody waits for them. */
export function watchBody(body: Body, limits: BodyLimits): Body {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const silence = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(limits.lateError()), Math.max(0, limits.msLeft()));
        });
        try {
          const { done, value } = await Promise.race([reader.read(), silence]);
          if (done) return controller.close();
          limits.take(value);
          controller.enqueue(value);
        } catch (error) {
          controller.error(error);
          // Closes the socket. Its own failure adds nothing to the one being reported.
          reader.cancel(error).catch(() => undefined);
        } finally {
          clearTimeout(timer);
        }
      },
      async cancel(reason) {
        await reader.cancel(reason);
      },
    },
    // Nothing is read ahead of the consumer: a slow one slows the sender down.
    { highWaterMark: 0 },
  );
}

/** More than ten of the largest images, and as much as an engine can hold as one text. */
const longestAnswer = 256 * 1024 * 1024;
/** More than the largest image, which is one event. */
const longestEvent = 64 * 1024 * 1024;

/** Counts the bytes of a whole answer, which is held in memory until it can be read. */
export function answerMeter(): BodyLimits["take"] {
  let length = 0;
  return (bytes) => {
    length += bytes.length;
    if (length > longestAnswer) throw tooLong(`an answer of more than ${longestAnswer} bytes`);
  };
}

/** Counts the bytes of the event that a stream is at: it is held in memory up to the blank line that ends it. */
export function eventMeter(): BodyLimits["take"] {
  let length = 0;
  let tail = new Uint8Array();
  return (bytes) => {
    // Many servers send the line and the blank one after it apart, so a blank line may begin in what came before.
    const seam = Uint8Array.of(...tail, ...bytes.subarray(0, longestBlankStart));
    const endInSeam = lastBlankLine(seam);
    const end = lastBlankLine(bytes) ?? (endInSeam === undefined ? undefined : endInSeam - tail.length);
    length = end === undefined ? length + bytes.length : bytes.length - end;
    tail = (bytes.length < longestBlankStart ? seam : bytes).slice(-longestBlankStart);
    if (length > longestEvent) throw tooLong(`an event of more than ${longestEvent} bytes`);
  };
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Bytes of a blank line without its last one: a line feed and a carriage return. */
const longestBlankStart = 2;

/** Where the last blank line ends. */
function lastBlankLine(bytes: Uint8Array): number | undefined {
  for (let at = bytes.lastIndexOf(lineFeed); at > 0; at = bytes.lastIndexOf(lineFeed, at - 1)) {
    const before = bytes[at - 1] === carriageReturn ? at - 2 : at - 1;
    if (bytes[before] === lineFeed) return at + 1;
  }
  return undefined;
}

function tooLong(what: string): OpenRouterError {
  return new OpenRouterError(`OpenRouter sent ${what}, which is not taken in.`, {
    kind: "response",
    code: "answer_too_large",
    retryable: false,
  });
}

/** As much of a body as is wanted, or as came of it. */
export interface BodyStart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** False when more was there than wanted. */
  readonly isWhole: boolean;
  /** What broke the body off, if anything did. */
  readonly failure: unknown;
}

/** As much of a body as is wanted; the rest is not waited for. */
export async function readUpTo(body: Body, mostBytes: number): Promise<BodyStart> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let failure: unknown;
  const reader = body.getReader();
  try {
    while (length <= mostBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(new Uint8Array(value));
      length += value.length;
    }
  } catch (thrown) {
    failure = thrown;
  }
  const isWhole = length <= mostBytes;
  if (!isWhole) reader.cancel().catch(() => undefined);
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return { bytes: bytes.subarray(0, mostBytes), isWhole, failure };
}
