/** What is claimed of a choice follows from the figures and comparisons that it rests on, whatever a run came to. */
import { expect, test } from "vitest";
import type { Analysis, FinishedConfiguration } from "../../../harness/judge/analysis/analysis.ts";
import { compareCosts, comparisonsThatName } from "../../../harness/judge/analysis/ties.ts";
import { formatShare } from "../../../harness/judge/figures/format.ts";
import { analysisBy, named } from "../../fixtures/analyses.ts";
import { answers } from "../../fixtures/answers.ts";
import { type PlanOptions, seeded } from "../../fixtures/records.ts";
import { saidAnswer } from "../said-answer.ts";

/** By scheme: dollars of each seed, validation accuracy (0.9 by default) and bytes. */
type Given = Readonly<
  Record<string, { readonly usd: readonly number[]; readonly accuracy?: number; readonly bytes?: number }>
>;

function analysisOf(given: Given, options: Partial<PlanOptions> & { readonly rounds?: number } = {}): Analysis {
  const seeds = Object.values(given)[0]!.usd.map((_, index) => index + 1);
  return analysisBy(
    (_, scheme, seed) => {
      const { usd, accuracy = 0.9, bytes = 642_000 } = given[scheme]!;
      return { usdPerMillionTexts: usd[seed - 1]!, validationAccuracy: accuracy, modelBytes: bytes };
    },
    { axes: { quantization: Object.keys(given) }, seeds, ...options },
  );
}

const said = (given: Given, options = {}) => saidAnswer(analysisOf(given, options));

test("what is measurably cheaper than the baseline is named although something untold has a lower figure", () => {
  // int4 costs 0.5 and 1.2 times the baseline, 0.85 in the middle; int8 always 0.88 times.
  const analysis = analysisOf({ float32: { usd: [1, 1] }, int8: { usd: [0.88, 0.88] }, int4: { usd: [0.5, 1.2] } });
  const { kind, winner, cheapest } = analysis.answer as { kind: string; winner: string; cheapest: string };
  expect({ kind, winner, cheapest }).toEqual({
    kind: "cheapest",
    winner: named(analysis, "int8").id,
    cheapest: named(analysis, "int8").id,
  });
  expect(saidAnswer(analysis)).toMatch(
    /^int8 is one of the cheapest configurations .* Not told apart from int8: int4 is /,
  );
});

test("what is measurably dearer than a baseline that ties with the cheapest does not replace it, however accurate", () => {
  const given = {
    // 0.85 and 1.057 times the cost of int4, and always 0.97 times that of int8 or less.
    float32: { usd: [0.85, 1.057, 1.057], accuracy: 0.9 },
    // The same as int4, to 9 %.
    int8: { usd: [1, 1.09, 1.09], accuracy: 0.95 },
    int4: { usd: [1, 1, 1], accuracy: 0.9 },
    dear: { usd: [9, 9, 9], accuracy: 0.9 },
  };
  const text = said(given);
  expect(text).toMatch(/^The baseline, float32, costs /);
  expect(text).not.toContain("int8 costs");
});

test("of equally accurate ones, what is the cheapest and has the smaller file is not compared with itself", () => {
  // Two pairs are too few to tell: all tie.
  const text = said(
    { float32: { usd: [1.2] }, int8: { usd: [1.02], bytes: 642_000 }, int4: { usd: [1], bytes: 203_000 } },
    { rounds: 2 },
  );
  expect(text).toMatch(
    /^int4 has the lowest measured cost: .* in a 203 kB file instead of 642 kB\. None of the 3 configurations/,
  );
});

test("one of several that are as accurate is not called the most accurate", () => {
  const given = (int4: number) => ({
    float32: { usd: [2, 2], accuracy: 0.9 },
    int8: { usd: [1, 1], accuracy: 0.9 },
    mixed: { usd: [1.02, 1.02], accuracy: 0.92, bytes: 300_000 },
    int4: { usd: [1.03, 1.03], accuracy: int4, bytes: 900_000 },
  });
  const rest = "of those that cost about the same, with 92.0 % on the validation rows";
  expect(said(given(0.91))).toMatch(new RegExp(`^mixed is one of the cheapest .*, and the most accurate ${rest}: `));
  expect(said(given(0.92))).toMatch(new RegExp(`^mixed is one of the cheapest .*, and as accurate as any ${rest}: `));
});

test("nor is one than which another that costs about the same is more accurate, though dearer than the cheapest", () => {
  const given = {
    float32: { usd: [0.98, 1.3, 1.3], accuracy: 0.91 },
    int8: { usd: [1, 1, 1], accuracy: 0.9 },
    mixed: { usd: [1.06, 1.06, 1.06], accuracy: 0.905 },
    // 13 % more than int8, which is told; 6.6 % more than mixed, which is the same.
    int4: { usd: [1.13, 1.13, 1.13], accuracy: 0.91 },
  };
  expect(said(given)).toContain(
    "mixed costs $1.06, which is not measurably different, and is more accurate than the cheapest of them. int8 and int4 cost the same, within 10 %.",
  );
});

test("a cheaper one that meets the rule, and is of no use, is said to be so", () => {
  const sound = answers([0, 0, 950], [0, 1, 2], [1, 1, 35], [1, 0, 13]);
  const constant = answers([0, 0, 952], [1, 0, 48]);
  const analysis = analysisBy(
    (_, scheme) => {
      const rows = scheme === "float32" ? sound : constant;
      return { usdPerMillionTexts: { float32: 3, int8: 2, int4: 1 }[scheme]!, test: rows, validation: rows };
    },
    { labels: ["normal", "fraud"], accuracyFloor: { withinPoints: 6 } },
  );
  expect(saidAnswer(analysis)).toContain("int4 costs less, $1.00, but never predicts “fraud”.");
});

const eligibleIn = ({ configurations }: Analysis) =>
  configurations.filter((one): one is FinishedConfiguration => one.figures !== null && one.isEligible);
const usdOf = ({ figures }: FinishedConfiguration) => figures.usdPerMillionTexts.middle;
const accuracyOf = ({ figures }: FinishedConfiguration) => formatShare(figures.validationAccuracy!.middle);

/** Two to five schemes, one to three seeds, costs within a factor of 1.35 and noise up to a factor of 1.35. */
function randomAnalysis(seed: number): Analysis {
  const uniform = seeded(seed);
  const pick = <T>(...values: readonly T[]) => values[Math.floor(uniform() * values.length)]!;
  const schemes = ["float32", "int8", "int4", "float16", "int8-rows"].slice(0, pick(2, 3, 4, 5));
  const seeds = [1, 2, 3].slice(0, pick(1, 2, 3));
  const noise = pick(0.01, 0.05, 0.15, 0.3, 0.6);
  const given: Given = Object.fromEntries(
    schemes.map((scheme) => {
      const middle = 0.85 + 0.3 * uniform();
      const usd = seeds.map(() => middle * Math.exp(noise * (uniform() - 0.5)));
      return [scheme, { usd, accuracy: 0.88 + 0.004 * pick(0, 1, 2, 3), bytes: pick(642_000, 323_000, 203_000) }];
    }),
  );
  return analysisOf(given, { rounds: pick(0, 6, 12) });
}

/** A claim, and what must hold where it is made. */
const CLAIMS: readonly (readonly [
  claim: RegExp,
  holds: (all: readonly FinishedConfiguration[], analysis: Analysis) => boolean,
])[] = [
  [
    /has the lowest measured cost/,
    (all, { answer }) => all.every((one) => usdOf(one) >= usdOf(all.find(({ id }) => id === answer.winner)!)),
  ],
  [
    /nothing accurate enough \([^)]*\) is measurably cheaper/,
    (all) => {
      const baseline = all.find(({ isBaseline }) => isBaseline)!;
      const count = comparisonsThatName(all);
      return all.every((one) => one === baseline || compareCosts(one, baseline, count).verdict !== "cheaper");
    },
  ],
  [/is not measurably different/, (all, { answer }) => versusBaseline(all, answer) === "inconclusive"],
  [/ costs the same and is more accurate/, (all, { answer }) => versusBaseline(all, answer) === "same"],
  [/the cheapest of them/, (_, { answer }) => "cheapest" in answer && answer.cheapest !== answer.winner],
  [
    /(is|and) the most accurate of those that cost about the same/,
    (all, { answer }) => mostAccurateOfAlike(all, answer) === "alone",
  ],
  [
    /(is|and) as accurate as any of those that cost about the same/,
    (all, { answer }) => mostAccurateOfAlike(all, answer) === "shared",
  ],
  [/none that costs about the same is more accurate/, (all, { answer }) => mostAccurateOfAlike(all, answer) !== "no"],
  [
    / is the cheapest configuration /,
    (_, { answer }) => "comparisons" in answer && answer.comparisons.every(({ verdict }) => verdict === "dearer"),
  ],
];

function versusBaseline(all: readonly FinishedConfiguration[], answer: Analysis["answer"]) {
  const baseline = all.find(({ isBaseline }) => isBaseline)!;
  if (!("comparisons" in answer)) return null;
  return answer.comparisons.find(({ configuration }) => configuration === baseline.id)?.verdict ?? null;
}

function mostAccurateOfAlike(all: readonly FinishedConfiguration[], answer: Analysis["answer"]) {
  if (!("comparisons" in answer)) return null;
  const winner = all.find(({ id }) => id === answer.winner)!;
  const alike = all.filter(({ id }) => {
    const compared = answer.comparisons.find(({ configuration }) => configuration === id);
    return compared?.verdict === "same" || (compared?.verdict === "inconclusive" && (compared.ratio ?? 9) <= 1.1);
  });
  if (alike.some((one) => accuracyOf(one) > accuracyOf(winner))) return "no";
  return alike.some((one) => accuracyOf(one) === accuracyOf(winner)) ? "shared" : "alone";
}

test("of a hundred runs by chance, no answer claims what its figures do not have", () => {
  const made = new Set<RegExp>();
  for (let seed = 1; seed <= 100; seed += 1) {
    const analysis = randomAnalysis(seed);
    const text = saidAnswer(analysis);
    for (const [claim, holds] of CLAIMS) {
      if (!claim.test(text)) continue;
      made.add(claim);
      expect(holds(eligibleIn(analysis), analysis), `seed ${seed}: ${text}`).toBe(true);
    }
  }
  // Or else a hundred runs show nothing of it.
  expect(made.size).toBeGreaterThan(CLAIMS.length - 2);
});
