/** Finds the sentence that means most nearly the same: `node examples/embeddings.ts`. */
import { connect } from "./connect.ts";
import { startAgent } from "./start-agent.ts";

const sentences = ["The cat sleeps on the mat.", "Stock prices fell sharply.", "A kitten is napping."];

const connection = await connect();
const runtime = await startAgent(connection, { OPENROUTER_EMBEDDING_DIMENSIONS: "512" });

// A batch is one request. Core's types know single texts only, hence the type arguments.
const batch = { text: "", texts: sentences };
const vectors = await runtime.useModel<"TEXT_EMBEDDING", number[][]>("TEXT_EMBEDDING", batch);
console.log(`${vectors.length} vectors of ${vectors[0]?.length} dimensions.`);

// The vectors have length 1, so their product is the cosine of the angle between them.
const product = (left: number[], right: number[]) =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
for (const [index, sentence] of sentences.entries()) {
  const similarity = product(vectors[0] ?? [], vectors[index] ?? []);
  console.log(`${similarity.toFixed(3)}  ${sentence}`);
}

await runtime.stop();
await connection.close();
