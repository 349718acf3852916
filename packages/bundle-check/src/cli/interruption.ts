import { constants } from "node:os";

/** The user or the system ended the command, which has no verdict then. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** What shells report for a command ended by this signal. */
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Ended by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Does work that must clean up when the command is interrupted: end child processes, remove temporary folders.
 * Outside of such work a signal ends the process at once, also in the middle of a long computation.
 */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interruption = new AbortController();
  const interrupt = (signal: "SIGINT" | "SIGTERM") => interruption.abort(new Interruption(signal));
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const result = await work(interruption.signal);
    interruption.signal.throwIfAborted();
    return result;
  } catch (error) {
    interruption.signal.throwIfAborted();
    throw error;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}
