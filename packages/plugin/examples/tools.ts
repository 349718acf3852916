/** A tool that brings its own code is run for the model: `node examples/tools.ts`. */
import { connect } from "./connect.ts";
import { startAgent } from "./start-agent.ts";

const connection = await connect((sim) => {
  const call = {
    id: "call_1",
    type: "function",
    function: { name: "add", arguments: '{"left":20,"right":22}' },
  };
  sim.next(
    "/chat/completions",
    { text: "", finishReason: "tool_calls", message: { tool_calls: [call] } },
    { text: "20 and 22 make 42." },
  );
});
const runtime = await startAgent(connection);

const add = {
  name: "add",
  description: "Adds two numbers.",
  parameters: {
    type: "object",
    properties: { left: { type: "number" }, right: { type: "number" } },
    required: ["left", "right"],
  },
  execute: ({ left, right }: { left: number; right: number }) => {
    console.log(`The model asks for ${left} + ${right}.`);
    return left + right;
  },
};
const params = { prompt: "What is 20 + 22? Use the tool.", tools: [add] };
console.log(await runtime.useModel("TEXT_LARGE", params));

await runtime.stop();
await connection.close();
