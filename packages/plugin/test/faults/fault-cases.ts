import type { Behaviour, ErrorBody } from "openrouter-sim";
import type { OpenRouterErrorKind } from "../../src/index.node.js";

/** One thing that can go wrong, and the error that says so. */
export interface FaultCase {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly expected: ExpectedError;
  /** Text that goes out before the failure; only streams have any. */
  readonly text?: string;
  /** Settings that make a wait short enough for a test. */
  readonly settings?: Readonly<Record<string, number>>;
}

export interface ExpectedError {
  readonly kind: OpenRouterErrorKind;
  readonly retryable: boolean;
  readonly status?: number;
  readonly code?: string;
}

const upstreamDied: ErrorBody = { code: 502, message: "Upstream died" };
const died: ExpectedError = { kind: "api", status: 502, retryable: true };
const broken: ExpectedError = { kind: "connection", retryable: true };
const malformed: ExpectedError = { kind: "response", code: "malformed_response", retryable: true };
const empty: ExpectedError = { kind: "response", code: "empty_response", retryable: true };
const stream = "text/event-stream";
const shortIdle = { OPENROUTER_STREAM_IDLE_TIMEOUT_MS: 200 };
const shortTimeout = { OPENROUTER_TIMEOUT_MS: 300 };

function chunk(members: object): string {
  return `data: ${JSON.stringify({ id: "gen-raw", object: "chat.completion.chunk", ...members })}\n\n`;
}
const oneWord = chunk({ choices: [{ index: 0, delta: { content: "half " }, finish_reason: null }] });

/** Before anything has come back. Whole and streamed calls meet the same. */
export const atConnect: readonly FaultCase[] = [
  { name: "connection reset", behaviour: { fault: "reset" }, expected: broken },
  {
    name: "silence",
    behaviour: { fault: "hang" },
    expected: { kind: "timeout", code: "request_timeout", retryable: true },
    settings: shortTimeout,
  },
];

const retryableStatuses = [408, 409, 429, 500, 502, 503, 504, 524, 529];

/** With the status line or in place of the answer. Whole and streamed calls meet the same. */
export const atFirstByte: readonly FaultCase[] = [
  ...[400, 401, 402, 403, 404, 413, 422, ...retryableStatuses].map(
    (status): FaultCase => ({
      name: `status ${status}`,
      behaviour: { fault: "error", status, error: { code: status, message: "Injected" } },
      expected: { kind: "api", status, retryable: retryableStatuses.includes(status) },
    }),
  ),
  {
    name: "{error} in a 200",
    behaviour: { fault: "error-in-200", error: upstreamDied },
    expected: died,
  },
  {
    name: "an error page",
    behaviour: { fault: "raw", status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" },
    expected: died,
  },
  { name: "broken JSON", behaviour: { fault: "raw", body: '{"id": "gen-' }, expected: malformed },
  { name: "a body that is no object", behaviour: { fault: "raw", body: "null" }, expected: malformed },
];

/** In the body of a whole answer. */
export const inAnswer: readonly FaultCase[] = [
  { name: "connection reset", behaviour: { fault: "reset-body" }, expected: broken },
  {
    name: "an error in the choice",
    behaviour: { text: "half", choiceError: upstreamDied },
    expected: died,
  },
  {
    name: "finish reason error",
    behaviour: { text: "half", finishReason: "error" },
    expected: { kind: "api", retryable: true },
  },
  { name: "no text", behaviour: { text: "" }, expected: empty },
  {
    name: "a refusal",
    behaviour: { text: "", refusal: "I cannot." },
    expected: { kind: "response", code: "refusal", retryable: false },
  },
];

/** Once a stream is open, before its first text. */
export const beforeFirstText: readonly FaultCase[] = [
  { name: "an error chunk", behaviour: { pieces: [], ending: { error: upstreamDied } }, expected: died },
  { name: "the end", behaviour: { pieces: [], ending: "cut" }, expected: broken },
  { name: "connection reset", behaviour: { pieces: [], ending: "reset" }, expected: broken },
  {
    name: "silence",
    behaviour: { pieces: [], ending: "hang" },
    expected: { kind: "timeout", code: "stream_idle_timeout", retryable: true },
    settings: shortIdle,
  },
  { name: "no text", behaviour: { pieces: [] }, expected: empty },
  {
    name: "broken JSON",
    behaviour: { fault: "raw", contentType: stream, body: "data: {broken\n\n" },
    expected: malformed,
  },
  { name: "an empty body", behaviour: { fault: "raw", contentType: stream, body: "" }, expected: broken },
];

const brokenStreams: readonly FaultCase[] = [
  {
    name: "an error chunk",
    behaviour: { pieces: ["half "], ending: { error: upstreamDied } },
    expected: died,
  },
  {
    name: "an error in the last choice",
    behaviour: { pieces: ["half "], finishReason: "error", choiceError: upstreamDied },
    expected: died,
  },
  {
    name: "finish reason error without a word",
    behaviour: { pieces: ["half "], finishReason: "error" },
    expected: { kind: "api", retryable: true },
  },
  { name: "the end", behaviour: { pieces: ["half "], ending: "cut" }, expected: broken },
  { name: "connection reset", behaviour: { pieces: ["half "], ending: "reset" }, expected: broken },
  {
    name: "silence",
    behaviour: { pieces: ["half "], ending: "hang" },
    expected: { kind: "timeout", code: "stream_idle_timeout", retryable: true },
    settings: shortIdle,
  },
  {
    name: "broken JSON",
    behaviour: { fault: "raw", contentType: stream, body: `${oneWord}data: {broken\n\n` },
    expected: malformed,
  },
  {
    name: "a chunk without choices but with an error",
    behaviour: { fault: "raw", contentType: stream, body: `${oneWord}${chunk({ error: upstreamDied })}` },
    expected: died,
  },
];

/** After text has gone out: it cannot be taken back, so the error must follow it. */
export const midStream = brokenStreams.map((faultCase) => ({ text: "half ", ...faultCase }));
