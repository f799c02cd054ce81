import { contentId } from "../harness/base/canonical-json.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { type RandomStream, randomStream } from "../harness/base/random/mt19937.ts";
import type { Dataset, TextRow } from "../harness/contract/index.ts";
import { readKeyValues } from "./spec.ts";

/** Increment if the same parameters give different texts than before, so that dataset ids change too. */
const GENERATOR_VERSION = 1;

interface Limits {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

const PARAMETERS = {
  rows: { fallback: 1000, min: 2, max: 1e9 },
  classes: { fallback: 2, min: 2, max: 1000 },
  /** Number of distinct words. */
  words: { fallback: 5000, min: 10, max: 1e6 },
  /** Mean words per text; texts have between half and one and a half times as many. */
  length: { fallback: 60, min: 1, max: 1e5 },
  seed: { fallback: 1, min: 0, max: 2 ** 32 - 1 },
} satisfies Record<string, Limits>;

type Parameter = keyof typeof PARAMETERS;
type Parameters = Readonly<Record<Parameter, number>>;

const NAMES = Object.keys(PARAMETERS) as Parameter[];

/** Share of a text's words that follow its class's own word ranking; the others follow a common ranking. */
const TOPICAL_SHARE = 0.3;

/**
 * Labeled texts whose word frequencies follow Zipf's law, generated on the fly: for tests of scale only, since they say
 * nothing about real language. The same parameters give the same texts.
 */
export async function openSynthetic(text: string | null): Promise<Dataset> {
  const parameters = readParameters(text);
  const spelled = NAMES.map((name) => `${name}=${parameters[name]}`).join(",");
  return {
    id: `synthetic:${spelled}@${contentId({ generator: GENERATOR_VERSION, ...parameters })}`,
    origin: { source: `pricewar (synthetic, seed ${parameters.seed})` },
    labels: Array.from({ length: parameters.classes }, (_, label) => `class${label}`),
    rowCounts: { train: parameters.rows, test: null },
    rows: async function* (side) {
      if (side === "test") throw new RangeError("synthetic data has no test rows");
      yield* generateRows(parameters);
    },
  };
}

function readParameters(text: string | null): Parameters {
  const given = readKeyValues("synthetic", text === null || text === "" ? [] : text.split(","), NAMES);
  const entries = NAMES.map((name): [Parameter, number] => {
    const { fallback, min, max } = PARAMETERS[name];
    const value = given.has(name) ? Number(given.get(name)) : fallback;
    if (Number.isInteger(value) && value >= min && value <= max) return [name, value];
    throw new ConfigError(
      `dataset "synthetic": ${name} must be a whole number from ${min} to ${max}, got "${given.get(name)}"`,
    );
  });
  return Object.fromEntries(entries) as Record<Parameter, number>;
}

function* generateRows({ rows, classes, words, length, seed }: Parameters): Generator<TextRow> {
  const cumulative = zipfCumulative(words);
  const rankings = Array.from({ length: classes }, (_, label) =>
    randomStream(seed, "ranking", label).permutation(words),
  );
  const random = randomStream(seed, "rows");
  for (let row = 0; row < rows; row++) {
    const label = row % classes;
    const size = Math.max(1, Math.round(length * (0.5 + random.nextFloat64())));
    const text = Array.from({ length: size }, () => {
      const isTopical = random.nextFloat64() < TOPICAL_SHARE;
      const rank = drawRank(cumulative, random);
      return `w${isTopical ? rankings[label]![rank] : rank}`;
    });
    yield { text: text.join(" "), label };
  }
}

/** Cumulative probability by rank; the probability of rank r is proportional to 1 / (r + 1). */
function zipfCumulative(words: number): Float64Array {
  const cumulative = new Float64Array(words);
  let sum = 0;
  for (let rank = 0; rank < words; rank++) {
    sum += 1 / (rank + 1);
    cumulative[rank] = sum;
  }
  return cumulative.map((share) => share / sum);
}

/** The first rank whose cumulative probability exceeds a random number. */
function drawRank(cumulative: Float64Array, random: RandomStream): number {
  const drawn = random.nextFloat64();
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! > drawn) high = middle;
    else low = middle + 1;
  }
  return low;
}
