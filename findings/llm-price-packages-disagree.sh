#!/usr/bin/env bash
# One would expect: three packages with the list prices of hosted models price the same request alike, or nearly so where one is older. And tokens that the
# provider reads from its cache, which it sells for less, make a request cheaper.
#
# What happens: gpt-tokenizer's estimateCost has gpt-4o, gpt-4.1 and gpt-5 at the prices of gpt-4-turbo, to the cent and batch included: 4, 5 and 8 times
# what the other two have (and, for gpt-5, what it has itself for gpt-5-codex). tokenlens makes caching cost extra: OpenAI counts cached tokens among its
# prompt_tokens; tokenlens charges all of these in full and the cached ones again, so that a request is the dearer the more of it was cached: up to three
# times the price for gpt-4o, eleven times for gpt-5. genai-prices takes them off first. A break-even against a hosted model is off by as much: do not rely
# on one price list alone.
#
# gpt-tokenizer 4.0.0, tokenlens 1.3.1, @pydantic/genai-prices 0.1.8 on Node.js 20.20.2, all with the prices that are inside the packages; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent gpt-tokenizer@4.0.0 tokenlens@1.3.1 @pydantic/genai-prices@0.1.8
cat > see.mjs <<'JS'
import { calcPrice } from "@pydantic/genai-prices";
import { getTokenCosts } from "tokenlens";

const TOKENS = 1_000_000;
const when = { providerId: "openai", timestamp: new Date("2026-11-30") };
const genai = (model, cached) => calcPrice({ input_tokens: TOKENS, cache_read_tokens: cached, output_tokens: 0 }, model, when).total_price;
const lens = (model, cached) => {
  // As OpenAI's API answers.
  const usage = { prompt_tokens: TOKENS, completion_tokens: 0, prompt_tokens_details: { cached_tokens: cached } };
  return getTokenCosts({ modelId: `openai:${model}`, usage }).totalUSD;
};
const tokenizer = async (model) => (await import(`gpt-tokenizer/model/${model}`)).estimateCost(TOKENS);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const turbo = await tokenizer("gpt-4-turbo");
const codex = await tokenizer("gpt-5-codex");
const checks = [same([turbo.main.input, turbo.batch.input, codex.main.input], [10, 5, 1.25])];
console.log("dollars for a million tokens of input:");
for (const [model, times] of [["gpt-4-turbo", 1], ["gpt-4o", 4], ["gpt-4.1", 5], ["gpt-5", 8]]) {
  const dollars = await tokenizer(model);
  console.log(`  ${model.padEnd(12)} genai-prices ${genai(model, 0)}, tokenlens ${lens(model, 0)}, gpt-tokenizer ${dollars.main.input}`);
  checks.push(same(dollars, turbo), genai(model, 0) === lens(model, 0), dollars.main.input === times * genai(model, 0));
}
console.log("the same for gpt-4o, by how much of it came from the cache:");
for (const [share, expected] of [[0, [2.5, 2.5]], [0.5, [1.875, 3.125]], [1, [1.25, 3.75]]]) {
  const dollars = [genai("gpt-4o", share * TOKENS), lens("gpt-4o", share * TOKENS)];
  console.log(`  ${share}: genai-prices ${dollars[0]}, tokenlens ${dollars[1]}`);
  checks.push(same(dollars, expected));
}
const cached = [genai("gpt-5", TOKENS), lens("gpt-5", TOKENS)];
console.log(`all of it from the cache, for gpt-5: genai-prices ${cached[0]}, tokenlens ${cached[1]}`);
checks.push(Math.floor(cached[1] / cached[0]) === 11);
const asSeen = checks.every(Boolean);
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
