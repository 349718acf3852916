/**
 * The names OpenRouter knows its providers by: those of `ProviderName` in `@openrouter/sdk` 1.3.19. A name that
 * is missing here is still sent, because the list grows; the warning about it is all that can be out of date.
 */
const providerNames = [
  "AI21",
  "AionLabs",
  "AkashML",
  "Alibaba",
  "Amazon Bedrock",
  "Amazon Nova",
  "Ambient",
  "Anthropic",
  "Arcee AI",
  "AssemblyAI",
  "AtlasCloud",
  "Avian",
  "Azure",
  "Baidu",
  "BaseTen",
  "Black Forest Labs",
  "BytePlus",
  "Cerebras",
  "Chutes",
  "Cirrascale",
  "Clarifai",
  "Claude Platform on AWS",
  "Cloudflare",
  "Cohere",
  "CoreWeave",
  "Cosine",
  "Crucible",
  "Crusoe",
  "Darkbloom",
  "Databricks",
  "Decart",
  "DeepInfra",
  "DeepSeek",
  "Deepgram",
  "DekaLLM",
  "DigitalOcean",
  "Featherless",
  "Fireworks",
  "Fish Audio",
  "Friendli",
  "GMICloud",
  "Google",
  "Google AI Studio",
  "Groq",
  "HeyGen",
  "Inception",
  "Inceptron",
  "Inferact vLLM",
  "InferenceNet",
  "Infermatic",
  "Inflection",
  "Io Net",
  "Ionstream",
  "Krea",
  "Liquid",
  "Makora",
  "Mancer 2",
  "Mara",
  "Meta",
  "Minimax",
  "Mistral",
  "Modal",
  "ModelRun",
  "Modular",
  "Moonshot AI",
  "Morph",
  "Near AI",
  "Nebius",
  "Nex AGI",
  "NextBit",
  "Novita",
  "Nvidia",
  "Ollama",
  "OpenAI",
  "OpenInference",
  "Parasail",
  "Perceptron",
  "Perplexity",
  "Phala",
  "Poolside",
  "PrimeIntellect",
  "Quiver",
  "Recraft",
  "Reka",
  "Relace",
  "Runway",
  "Sail Research",
  "Sakana AI",
  "SambaNova",
  "Seed",
  "SiliconFlow",
  "Sourceful",
  "StepFun",
  "StreamLake",
  "Switchpoint",
  "Tencent",
  "Tenstorrent",
  "Thinking Machines",
  "Together",
  "TypeSafe",
  "Upstage",
  "Venice",
  "VoyageAI by MongoDB",
  "Wafer",
  "WandB",
  "Xiaomi",
  "Z.AI",
  "xAI",
] as const;

/** Names that people use, in the compared spelling, and what OpenRouter calls the same provider. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["awsbedrock", "Amazon Bedrock"],
  ["bedrock", "Amazon Bedrock"],
  ["aws", "Amazon Bedrock"],
  ["vertex", "Google"],
  ["vertexai", "Google"],
  ["googlevertex", "Google"],
  ["aistudio", "Google AI Studio"],
  ["googleaistudio", "Google AI Studio"],
  ["azureopenai", "Azure"],
  ["togetherai", "Together"],
  ["fireworksai", "Fireworks"],
  ["mistralai", "Mistral"],
  ["zai", "Z.AI"],
]);

const byComparedName = new Map<string, string>(providerNames.map((name) => [comparedForm(name), name]));

/** A provider as OpenRouter has to be told, and how sure that is. */
export interface ProviderMatch {
  readonly name: string;
  /** Set when OpenRouter knows no such provider: the known name that looks most like it. */
  readonly nearest?: string;
}

/**
 * Finds the provider a user means, whatever the case, spaces or dashes. A slug such as `deepinfra/fp8` keeps its
 * variant, and a name nobody knows goes out as it is.
 */
export function matchProvider(given: string): ProviderMatch {
  const [provider = "", ...variant] = given.split("/");
  const compared = comparedForm(provider);
  const known = byComparedName.get(compared) ?? otherNames.get(compared);
  if (known === undefined) return { name: given, nearest: nearestName(compared) };
  // A slug is as good as the name, and the only form that takes a variant.
  const isSlug = provider === slugOf(known) || (!otherNames.has(compared) && /^[a-z0-9.-]+$/.test(provider));
  if (isSlug) return { name: given };
  return { name: variant.length === 0 ? known : [slugOf(known), ...variant].join("/") };
}

function comparedForm(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function slugOf(name: string): string {
  if (name === "Google") return "google-vertex";
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function nearestName(compared: string): string {
  let nearest = "";
  let smallest = Number.POSITIVE_INFINITY;
  for (const [candidate, name] of byComparedName) {
    const distance = editDistance(compared, candidate);
    if (distance < smallest) [smallest, nearest] = [distance, name];
  }
  return nearest;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [leftIndex, leftCharacter] of [...left].entries()) {
    const next = [leftIndex + 1];
    for (const [rightIndex, rightCharacter] of [...right].entries()) {
      const replaced = (row[rightIndex] ?? 0) + (leftCharacter === rightCharacter ? 0 : 1);
      next.push(Math.min(replaced, (row[rightIndex + 1] ?? 0) + 1, (next[rightIndex] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
