import type { JsonObject } from "../recorded-request.js";
import { checkedResponse } from "../validation/responses.js";
import type { Endpoint } from "./endpoint.js";

/** `GET /key`: what OpenRouter knows about the key of the request. */
export const key: Endpoint = {
  method: "GET",
  path: "/key",
  async answer(exchange, reply) {
    await exchange.pause(reply?.delayMs ?? 0);
    const data: JsonObject = {
      label: "sk-or-v1-012...def",
      limit: 10,
      limit_remaining: 7.5,
      limit_reset: null,
      usage: 2.5,
      usage_daily: 0.1,
      usage_weekly: 0.5,
      usage_monthly: 1,
      byok_usage: 0,
      byok_usage_daily: 0,
      byok_usage_weekly: 0,
      byok_usage_monthly: 0,
      include_byok_in_limit: false,
      is_free_tier: false,
      is_management_key: false,
      is_provisioning_key: false,
      creator_user_id: null,
      organization_id: null,
      workspace_id: null,
      allowed_data_regions: [],
      free_model_daily_requests: { limit: 1000, remaining: 990, used: 10 },
      rate_limit: { requests: -1, interval: "10s", note: "This field is deprecated." },
      ...reply?.body,
    };
    exchange.sendJson(200, checkedResponse("key", { data }), reply?.headers);
  },
};
