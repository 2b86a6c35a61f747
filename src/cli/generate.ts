/** zmlm data generate: pairs from a language model, appended as they arrive. */

import { Command } from "commander";
import { InputError } from "../base/input-error.js";
import { Random } from "../base/random.js";
import { chatRecipe } from "../data/generate/chat.js";
import { GAME_KINDS, type GameKindName, gameRecipe } from "../data/generate/game.js";
import type { Tally } from "../data/generate/generate.js";
import type { Pool } from "../data/generate/pool.js";
import { claudePrice, costOf, PRICES_DATE, type Price } from "../data/generate/prices.js";
import type { Provider } from "../data/generate/provider.js";
import type { Recipe } from "../data/generate/recipe.js";
import { nodeClock } from "./clock.js";
import { EXIT_FAILED_CHECK } from "./faults.js";
import { growingFile } from "./generate-output.js";
import { brief, dollars, generateView, summaryLine } from "./generate-view.js";
import { parseChoice, parseSeed, parseWhole } from "./options.js";
import { print, tell } from "./screen.js";

const PROVIDERS = ["ollama", "claude"] as const;
/** Exit code that shells give a program ended by Ctrl-C. */
const EXIT_INTERRUPTED = 130;

interface GenerateFlags {
  output: string;
  count: string;
  provider: string;
  model?: string;
  host?: string;
  baseUrl?: string;
  priceIn?: string;
  priceOut?: string;
  batch: string;
  seed: string;
  retries: string;
  timeout: string;
  dryRun?: boolean;
}

export function generateCommand(): Command {
  return new Command("generate")
    .description("let a language model write pairs, with Ollama or the Claude API")
    .addCommand(gameCommand())
    .addCommand(chatCommand())
    .addHelpText(
      "after",
      `
Examples:
  $ zmlm data generate game --topic elephant --count 500 -o elephant.txt
  $ zmlm data generate chat --personality "a terse robot" -o robot.txt
  $ zmlm data generate game --topic piano | zmlm data balance - -o piano.txt`,
    );
}

function gameCommand(): Command {
  return withCommonOptions(
    new Command("game")
      .description("20 questions about a secret thing; answers are YES, NO, MAYBE, WIN and IDK")
      .requiredOption("--topic <thing>", "the secret thing, e.g. elephant")
      .option("--kind <kind>", `what to write: ${GAME_KINDS.join(", ")} or all`, "all"),
  )
    .addHelpText(
      "after",
      `${GOING_ON}

Examples:
  $ zmlm data generate game --topic elephant --count 500 -o elephant.txt
  $ zmlm data generate game --topic elephant --kind win -o ways-to-guess.txt
  $ zmlm data generate game --topic piano --provider claude -o piano.txt
  $ zmlm data generate game --topic piano --dry-run        shows the prompts`,
    )
    .action(async (flags: GenerateFlags & { topic: string; kind: string }) => {
      const kind = parseChoice(flags.kind, "--kind", [...GAME_KINDS, "all"]);
      const kinds = kind === "all" ? GAME_KINDS : [kind as GameKindName];
      await run(gameRecipe(flags.topic, kinds), flags);
    });
}

function chatCommand(): Command {
  return withCommonOptions(
    new Command("chat")
      .description("casual talk with a personality")
      .requiredOption("--personality <text>", 'who answers, e.g. "a terse robot"')
      .option("--answers <list>", "allowed replies, separated by commas (default: the model chooses)"),
  )
    .addHelpText(
      "after",
      `${GOING_ON}

Examples:
  $ zmlm data generate chat --personality "a terse robot" -o robot.txt
  $ zmlm data generate chat --personality "a terse robot" \\
      --answers "OK,WHY?,MAYBE,IDK" --count 500 -o robot.txt
  $ zmlm data generate chat --personality "a grumpy lighthouse keeper" \\
      --provider claude --model claude-sonnet-5-5`,
    )
    .action(async (flags: GenerateFlags & { personality: string; answers?: string }) => {
      await run(chatRecipe(flags.personality, flags.answers?.split(",")), flags);
    });
}

const GOING_ON = `
Pairs are appended to the file as they arrive. You can stop with Ctrl-C: the
same command continues, and pairs in the file count. The key of the Claude API
comes from the environment variable ANTHROPIC_API_KEY.`;

function withCommonOptions(command: Command): Command {
  return command
    .option("--count <n>", "pairs wanted, including those in the file", "500")
    .option("-o, --output <file>", "pair file to append to, .txt; - is standard output", "-")
    .option("--provider <name>", `server of the model: ${PROVIDERS.join(" or ")}`, "ollama")
    .option("--model <name>", "the provider's name of the model")
    .option("--host <address>", "address of the Ollama server (default: OLLAMA_HOST, or this machine)")
    .option("--base-url <address>", "address of the Claude API (default: Anthropic's)")
    .option("--price-in <dollars>", `price of a million input tokens (default: price list of ${PRICES_DATE})`)
    .option("--price-out <dollars>", "price of a million output tokens")
    .option("--batch <n>", "most lines to ask for in one prompt", "25")
    .option("--seed <n>", "seed of the random choices in prompts and, with Ollama, of the model", "1")
    .option("--retries <n>", "retries after a temporary fault", "6")
    .option("--timeout <seconds>", "give up on an answer that sends nothing for this long", "180")
    .option("--dry-run", "print the prompts without asking the model");
}

async function run(recipe: Recipe, flags: GenerateFlags): Promise<void> {
  const settings = {
    count: parseWhole(flags.count, "--count", 1, 1_000_000),
    batch: parseWhole(flags.batch, "--batch", 1, 200),
    seed: parseSeed(flags.seed),
    retries: parseWhole(flags.retries, "--retries", 0, 100),
    patience: 1000 * parseWhole(flags.timeout, "--timeout", 1, 86_400),
  };
  const providerName = parseChoice(flags.provider, "--provider", PROVIDERS);
  for (const [option, value, owner] of [
    ["--host", flags.host, "ollama"],
    ["--base-url", flags.baseUrl, "claude"],
    ["--price-in", flags.priceIn, "claude"],
    ["--price-out", flags.priceOut, "claude"],
  ] as const)
    if (value !== undefined && owner !== providerName)
      throw new InputError(`${option} is for --provider ${owner}; leave it out`);
  const givenPrice = parsePrice(flags);
  if (flags.dryRun) {
    print(promptTexts(recipe, growingFile(flags.output, recipe.title).pool, settings));
    return;
  }
  const provider = await openProvider(providerName, flags);
  const price = givenPrice ?? (providerName === "claude" ? claudePrice(provider.model) : undefined);
  const output = growingFile(flags.output, recipe.title);
  tell(`${recipe.title}, by ${provider.name} with ${provider.model}\n`);
  const { generate } = await import("../data/generate/generate.js");
  const view = generateView(process.stderr, price);
  const controller = new AbortController();
  const { signal } = controller;
  const stop = (): void => {
    if (signal.aborted) process.exit(EXIT_INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", stop);
  let unread: string | undefined;
  let tally: Tally | undefined;
  try {
    for await (const event of generate(recipe, provider, output.pool, {
      ...settings,
      clock: nodeClock,
      signal,
    })) {
      if (event.type === "pair") output.append(event.text);
      if (event.type === "malformed") unread ??= event.line;
      view.show(event);
      tally = event.tally;
    }
  } finally {
    view.end();
    process.off("SIGINT", stop);
    output.close();
    if (tally !== undefined && tally.usage.output > 0)
      tell(`${summaryLine(tally, costText(tally.usage, providerName, givenPrice, price))}\n`);
  }
  const pairs = tally?.pairs ?? output.pool.count(new Set(recipe.shares.keys()));
  if (pairs >= settings.count) {
    if (tally === undefined) tell(`the file already has ${pairs} pairs\n`);
  } else if (signal.aborted) {
    tell("stopped; the same command continues from here\n");
    process.exitCode = EXIT_INTERRUPTED;
  } else if (tally === undefined)
    throw new InputError("there are no questions to reword yet; name a file that has some with -o");
  else if (tally.made === 0 && unread !== undefined)
    throw new InputError(
      `${provider.model} writes no pairs, but lines such as "${brief(unread)}"; try another --model`,
    );
  else {
    tell("the model has nothing new to say; try another --model or --seed\n");
    process.exitCode = EXIT_FAILED_CHECK;
  }
}

async function openProvider(name: (typeof PROVIDERS)[number], flags: GenerateFlags): Promise<Provider> {
  const model = flags.model === undefined ? {} : { model: flags.model };
  if (name === "ollama") {
    const host = flags.host ?? process.env.OLLAMA_HOST;
    const { ollamaProvider } = await import("../data/generate/ollama.js");
    return ollamaProvider({ ...model, ...(host ? { host } : {}) });
  }
  const apiKey = process.env.ANTHROPIC_API_KEY?.trim();
  if (!apiKey)
    throw new InputError("no key for the Claude API; set ANTHROPIC_API_KEY, or use --provider ollama");
  const baseUrl = flags.baseUrl ?? process.env.ANTHROPIC_BASE_URL?.trim();
  const { claudeProvider } = await import("../data/generate/claude.js");
  return claudeProvider({ apiKey, ...model, ...(baseUrl ? { baseUrl } : {}) });
}

/** The price given by the options; undefined without them. */
function parsePrice({ priceIn, priceOut }: GenerateFlags): Price | undefined {
  if (priceIn === undefined && priceOut === undefined) return undefined;
  const [input, output] = (
    [
      ["--price-in", priceIn],
      ["--price-out", priceOut],
    ] as const
  ).map(([option, text]) => {
    const value = Number(text);
    if (text === undefined || text.trim() === "" || !(value >= 0 && value < Infinity))
      throw new InputError(
        `${option} ${text === undefined ? "is missing" : `"${text}" is not a price`}; give both in dollars`,
      );
    return value;
  });
  return { input: input!, output: output! };
}

function costText(
  usage: { readonly input: number; readonly output: number },
  provider: string,
  given: Price | undefined,
  price: Price | undefined,
): string {
  if (price !== undefined)
    return `, about ${dollars(costOf(usage, price))} at ${given ? "your prices" : `the prices of ${PRICES_DATE}`}`;
  return provider === "claude" ? ", at a price that is not listed here; see --price-in" : "";
}

/** The first prompt of each kind. */
function promptTexts(recipe: Recipe, pool: Pool, { batch, seed }: { batch: number; seed: number }): string {
  return [...recipe.shares.keys()]
    .map((kind) => {
      if (!recipe.ready(kind, pool)) return `=== ${kind}: made from existing pairs, and there are none yet\n`;
      const { prompt } = recipe.batch(kind, batch, pool, Random.scattered(seed));
      return `=== ${kind}, system prompt\n${prompt.system}\n\n=== ${kind}, prompt\n${prompt.user}\n`;
    })
    .join("\n");
}
