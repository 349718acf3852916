import { addUsage, type CallUsage } from "./convert-usage.js";

/** Who answered a request, and under which id. */
export interface AnswerOrigin {
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly generationId?: string | undefined;
}

/** Adds up what the requests of one call used. Those that failed count: a provider that had started is paid. */
export class UsageMeter {
  #usage: CallUsage | undefined;
  #origin: AnswerOrigin = {};
  #hasGenerated = false;
  /** Set once the use was reported; a call reports one. */
  isReported = false;

  /** Takes in one answer, whole or broken off. */
  add(origin: AnswerOrigin, usage: CallUsage | undefined): void {
    this.#usage = addUsage(this.#usage, usage);
    this.#origin = {
      model: origin.model ?? this.#origin.model,
      provider: origin.provider ?? this.#origin.provider,
      generationId: origin.generationId ?? this.#origin.generationId,
    };
    if (usage !== undefined) this.#hasGenerated = true;
  }

  /** Text came, so there will be a bill, whether the answer lives to tell it or not. */
  noteGeneration(): void {
    this.#hasGenerated = true;
  }

  /** `undefined` when no answer told. */
  get usage(): CallUsage | undefined {
    return this.#usage;
  }

  get origin(): AnswerOrigin {
    return this.#origin;
  }

  /** True when something was generated, and so billed. */
  get hasGenerated(): boolean {
    return this.#hasGenerated;
  }
}
