/** Draws an image and describes it: `node examples/images.ts`. */
import { connect } from "./connect.ts";
import { startAgent } from "./start-agent.ts";

const connection = await connect((sim) => {
  sim.next("/chat/completions", {
    text: "title: A pixel\ndescription: One pixel, quite alone.\ntext: It is black.",
  });
});
const runtime = await startAgent(connection, { OPENROUTER_IMAGE_MODEL: "google/gemini-2.5-flash" });

const [image] = await runtime.useModel("IMAGE", {
  prompt: "A lighthouse at dawn, as a woodcut",
  count: 1,
  size: "",
});
console.log(`An image: ${image?.url.slice(0, 40)}…`);
const description = await runtime.useModel("IMAGE_DESCRIPTION", image?.url ?? "");
console.log(`It shows: ${description.title}. ${description.description}`);

await runtime.stop();
await connection.close();
