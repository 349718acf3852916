import type { IAgentRuntime } from "@elizaos/core";
import type { OpenAI } from "openai";
import type { Stream } from "openai/streaming";
import type { SdkErrors } from "../errors/from-thrown.js";
import { OpenRouterSettingError } from "../errors/setting-error.js";
import { warnOnce } from "../log/warn-once.js";
import type { Platform } from "../platform/platform.js";
import { Settings } from "../settings/settings.js";
import { createFetch } from "./fetch.js";

/** Everything a request needs besides its body. */
export interface Connection {
  readonly client: OpenAI;
  /** The SDK's error classes; the SDK is loaded lazily, so nothing else can import them. */
  readonly sdk: SdkErrors;
  readonly streams: typeof Stream;
  readonly settings: Settings;
  /** Strings that must not appear in an error. */
  readonly secrets: readonly string[];
  readonly maxRetries: number;
  /** False in a browser that talks to a proxy. */
  readonly sendsKey: boolean;
}

/** What a client is made of; two equal configurations share one client. */
interface ClientConfiguration {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly httpReferer: string | undefined;
  readonly title: string | undefined;
  readonly timeoutMs: number;
  readonly streamIdleTimeoutMs: number;
  readonly followsRedirects: boolean;
}

type LoadedClient = Pick<Connection, "client" | "sdk" | "streams">;

/** A runtime whose settings keep changing must not collect clients for ever. */
const clientsKept = 8;

const clients = new WeakMap<IAgentRuntime, Map<string, Promise<LoadedClient>>>();

/**
 * The connection of a runtime as its settings are now. The SDK is loaded, and a client made, on first use.
 *
 * @throws OpenRouterSettingError when the key is missing or a setting has a value that is not allowed.
 */
export async function connect(runtime: IAgentRuntime, platform: Platform): Promise<Connection> {
  const settings = new Settings(runtime, platform);
  const configuration = readConfiguration(settings, platform);
  const ofRuntime = clients.get(runtime) ?? new Map<string, Promise<LoadedClient>>();
  clients.set(runtime, ofRuntime);
  if (platform.name === "browser" && configuration.apiKey !== undefined) {
    warnOnce(
      runtime,
      "the key is sent from the browser: whoever has the page has the key. " +
        "Set OPENROUTER_BROWSER_BASE_URL to a proxy that adds it instead.",
    );
  }
  const fingerprint = JSON.stringify(configuration);
  let client = ofRuntime.get(fingerprint);
  if (client === undefined) {
    client = createClient(configuration);
    ofRuntime.set(fingerprint, client);
    // A failed load of the SDK is not remembered, so that the next call can try again.
    client.catch(() => ofRuntime.delete(fingerprint));
    const [oldest] = ofRuntime.keys();
    if (ofRuntime.size > clientsKept && oldest !== undefined) ofRuntime.delete(oldest);
  }
  return {
    ...(await client),
    settings,
    secrets: configuration.apiKey === undefined ? [] : [configuration.apiKey],
    maxRetries: settings.get("maxRetries"),
    sendsKey: configuration.apiKey !== undefined,
  };
}

/** Forgets the clients of a runtime that unloads the plugin. */
export function disconnect(runtime: IAgentRuntime): void {
  clients.delete(runtime);
}

function readConfiguration(settings: Settings, platform: Platform): ClientConfiguration {
  const common = {
    httpReferer: settings.get("httpReferer"),
    title: settings.get("title"),
    timeoutMs: settings.get("timeoutMs"),
    streamIdleTimeoutMs: settings.get("streamIdleTimeoutMs"),
    followsRedirects: platform.name === "browser",
  };
  const proxy = platform.name === "browser" ? settings.get("browserBaseUrl") : undefined;
  if (proxy !== undefined) return { ...common, baseUrl: proxy, apiKey: undefined };
  const apiKey = settings.get("apiKey");
  if (apiKey === undefined) {
    throw new OpenRouterSettingError(
      "OPENROUTER_API_KEY",
      platform.name === "browser"
        ? "OPENROUTER_BROWSER_BASE_URL is not set. In a browser, set it to a proxy that adds the OpenRouter " +
            "key, or put the user's own OPENROUTER_API_KEY into the runtime's settings."
        : "OPENROUTER_API_KEY is not set. Put it into the character's secrets or the environment; " +
            "keys are made at https://openrouter.ai/settings/keys.",
    );
  }
  return { ...common, baseUrl: settings.get("baseUrl"), apiKey };
}

async function createClient(configuration: ClientConfiguration): Promise<LoadedClient> {
  const [{ OpenAI }, { Stream }] = await Promise.all([import("openai"), import("openai/streaming")]);
  const sendsKey = configuration.apiKey !== undefined;
  const client = new OpenAI({
    baseURL: configuration.baseUrl,
    // The SDK insists on a key; without one the transport takes the header away again.
    apiKey: configuration.apiKey ?? "unused",
    // Otherwise the SDK reads these from the environment of whoever also uses OpenAI directly.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Retries are the plugin's own: they honour OpenRouter's hints and stop once a chunk is out.
    maxRetries: 0,
    timeout: configuration.timeoutMs,
    dangerouslyAllowBrowser: true,
    logLevel: "off",
    defaultHeaders: {
      ...(configuration.httpReferer === undefined ? {} : { "HTTP-Referer": configuration.httpReferer }),
      // Both names: the second is what some of OpenRouter's own pages still look at.
      ...(configuration.title === undefined
        ? {}
        : { "X-OpenRouter-Title": configuration.title, "X-Title": configuration.title }),
    },
    fetch: createFetch({
      sendsKey,
      streamIdleTimeoutMs: configuration.streamIdleTimeoutMs,
      timeoutMs: configuration.timeoutMs,
      followsRedirects: configuration.followsRedirects,
    }),
  });
  return { client, sdk: OpenAI, streams: Stream };
}
