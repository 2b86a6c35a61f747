/** List prices of the Claude API on one day, for an estimate; options of the command override them. */

import type { Usage } from "./provider.js";

export interface Price {
  /** US dollars for a million tokens. */
  readonly input: number;
  readonly output: number;
}

/** The day that {@link CLAUDE_PRICES} was looked up in Anthropic's model pages. */
export const PRICES_DATE = "2026-11-23";

/** By model; for prompts as short as ours, without cache or batch discounts. */
export const CLAUDE_PRICES: Readonly<Record<string, Price>> = {
  "claude-haiku-5-5": { input: 0.1, output: 0.5 },
  "claude-haiku-4-5": { input: 1, output: 5 },
  "claude-sonnet-5-5": { input: 2, output: 10 },
  "claude-sonnet-5": { input: 2, output: 10 },
  "claude-opus-5-5": { input: 4, output: 20 },
  "claude-opus-5": { input: 5, output: 25 },
  "claude-fable-5-1": { input: 10, output: 50 },
};

/** The list price of a model, or of the model that a dated name such as claude-haiku-4-5-20251001 stands for. */
export function claudePrice(model: string): Price | undefined {
  return CLAUDE_PRICES[model.replace(/-\d{8}$/, "")];
}

/** US dollars. */
export function costOf(usage: Usage, price: Price): number {
  return (usage.input * price.input + usage.output * price.output) / 1e6;
}
