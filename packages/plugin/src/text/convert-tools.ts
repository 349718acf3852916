import type { WireTool, WireToolChoice } from "../client/wire.js";
import { parameterError } from "../errors/parameter-error.js";
import { isRecord, objectToWireCase } from "../routing/wire-case.js";

/** Runs a tool; `arguments` is what the model wrote, parsed. */
export type ToolExecutor = (
  toolArguments: unknown,
  options: { readonly signal: AbortSignal; readonly toolCallId: string },
) => unknown;

/** The tools that bring their own code, by name, and how many requests a call may take to run them. */
export interface RunnableTools {
  readonly executors: ReadonlyMap<string, ToolExecutor>;
  readonly mostSteps: number;
}

/** Tools for the wire, and how to run those that bring their own code. */
export interface ConvertedTools {
  readonly tools: readonly WireTool[];
  readonly executors: ReadonlyMap<string, ToolExecutor>;
}

/**
 * Reads tools in any shape elizaOS and its plugins use: a list of `{name, description, parameters, execute?}`, the
 * wire's `{type: "function", function}`, OpenRouter's own tools (`{type: "openrouter:web_search"}`), or the
 * AI SDK's record of tools by name.
 *
 * @throws OpenRouterError of kind `parameter`.
 */
export function convertTools(tools: unknown): ConvertedTools {
  const converted: WireTool[] = [];
  const executors = new Map<string, ToolExecutor>();
  for (const [name, tool] of namedTools(tools)) {
    if (!isRecord(tool)) throw parameterError("tools", `${name ?? "a tool"} is no object`);
    if (typeof tool.type === "string" && tool.type.startsWith("openrouter:")) {
      converted.push(objectToWireCase(tool));
      continue;
    }
    const inner = isRecord(tool.function) ? tool.function : tool;
    const ownName = inner.name ?? name;
    if (typeof ownName !== "string" || ownName === "") throw parameterError("tools", "a tool has no name");
    const strict = inner.strict ?? tool.strict;
    converted.push({
      type: "function",
      function: {
        name: ownName,
        ...(typeof inner.description === "string" ? { description: inner.description } : {}),
        parameters: schemaOf(inner.parameters ?? inner.inputSchema ?? tool.parameters),
        ...(typeof strict === "boolean" ? { strict } : {}),
      },
    });
    const execute = tool.execute ?? inner.execute;
    if (typeof execute === "function") {
      executors.set(ownName, (toolArguments, options) => execute.call(tool, toolArguments, options));
    }
  }
  return { tools: converted, executors };
}

function namedTools(tools: unknown): [name: string | undefined, tool: unknown][] {
  if (tools === undefined || tools === null) return [];
  if (Array.isArray(tools)) return tools.map((tool) => [undefined, tool]);
  if (isRecord(tools)) return Object.entries(tools);
  throw parameterError("tools", "it is neither a list nor a record of tools");
}

/** A JSON Schema, bare or in the AI SDK's wrapper. No schema means: no arguments. */
function schemaOf(schema: unknown): ReturnType<typeof objectToWireCase> {
  const inner = isRecord(schema) && isRecord(schema.jsonSchema) ? schema.jsonSchema : schema;
  return isRecord(inner) ? JSON.parse(JSON.stringify(inner)) : { type: "object", properties: {} };
}

/** @throws OpenRouterError of kind `parameter` for a choice in no known shape. */
export function convertToolChoice(choice: unknown): WireToolChoice | undefined {
  if (choice === undefined || choice === null) return undefined;
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  if (isRecord(choice)) {
    if (choice.type === "auto" || choice.type === "none" || choice.type === "required") return choice.type;
    const inner = isRecord(choice.function) ? choice.function : choice;
    const name = inner.name ?? inner.toolName;
    if (typeof name === "string") return { type: "function", function: { name } };
  }
  throw parameterError("toolChoice", `${JSON.stringify(choice)} names no tool`);
}
