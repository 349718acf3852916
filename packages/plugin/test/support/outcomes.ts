/** Everything an iterable yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** What a stream yielded before it failed, and the failure; fails itself when the stream ends well. */
export async function failureOf(
  stream: AsyncIterable<string>,
): Promise<{ pieces: string[]; error: unknown }> {
  const pieces: string[] = [];
  try {
    for await (const piece of stream) pieces.push(piece);
  } catch (error) {
    return { pieces, error };
  }
  throw new Error(`The stream ended well, with ${JSON.stringify(pieces.join(""))}.`);
}

/** The error a promise rejects with; fails itself when it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`Rejected with something that is no error: ${String(error)}`);
  }
  throw new Error("The promise resolved.");
}
