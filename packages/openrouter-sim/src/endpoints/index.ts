import { chatCompletions } from "./chat-completions.js";
import type { Endpoint } from "./endpoint.js";

/** Every route of the embedded API. */
export const endpoints: readonly Endpoint[] = [chatCompletions];
