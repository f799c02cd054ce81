import { describe, expect, test } from "vitest";
import { campaign, firstLoss, type Market, totalMarginUsd } from "../../../../../harness/judge/pricing/war/campaign.ts";
import { outcomes, responseTo, shipped } from "../../../../../harness/judge/pricing/war/choice.ts";
import { factorAt, type PricePath } from "../../../../../harness/judge/pricing/war/price-path.ts";

/** A machine of $65 a month and $2 of retraining; one of $10 and $1. Either serves a billion texts a month. */
const LARGE = { name: "large", accuracy: 0.9, curve: curve(2, 65) };
const SMALL = { name: "small", accuracy: 0.88, curve: curve(1, 10) };

function curve(fixedUsd: number, usdEach: number) {
  return { fixedUsd, usdPerText: 0, beyondFree: [], machines: { usdEach, textsEach: 1e9, textsOfTraining: 0 } };
}

/** $10 per million texts, halved in the second month and again in the third. */
const HALVED_TWICE: PricePath = {
  kind: "steps",
  steps: [
    { month: 2, factor: 0.5 },
    { month: 3, factor: 0.25 },
  ],
};

function market(changed: Partial<Market> = {}): Market {
  return {
    months: 3,
    textsInFirstMonth: 20e6,
    monthlyGrowth: 0,
    usdPerMillionTexts: 10,
    priceFactor: (month) => factorAt(HALVED_TWICE, month),
    computeFactor: () => 1,
    usdPerWrongAnswer: 0,
    ...changed,
  };
}

describe("a price war of three months, 20 million texts each", () => {
  test("brings $200, $100 and $50, of which $67 or $11 a month are spent", () => {
    const months = campaign(LARGE, market());
    expect(months.map(({ revenueUsd }) => revenueUsd)).toEqual([200, 100, 50]);
    expect(months.map(({ computeUsd }) => computeUsd)).toEqual([67, 67, 67]);
    expect(months.map(({ marginUsd }) => marginUsd)).toEqual([133, 33, -17]);
    expect(months[0]!.margin).toBeCloseTo(0.665, 12);
    expect(months[0]!.floorUsdPerMillionTexts).toBeCloseTo(3.35, 12); // 67 / 20
    expect(totalMarginUsd(months)).toBe(149);
    expect(firstLoss(months)).toBe(3);
    expect(campaign(SMALL, market()).map(({ marginUsd }) => marginUsd)).toEqual([189, 89, 39]);
    expect(firstLoss(campaign(SMALL, market()))).toBeNull();
  });

  test("growth brings texts and, beyond a billion, a second machine", () => {
    const months = campaign(LARGE, market({ textsInFirstMonth: 800e6, monthlyGrowth: 0.5, months: 2 }));
    expect(months.map(({ texts }) => texts)).toEqual([800e6, 1200e6]);
    expect(months.map(({ computeUsd }) => computeUsd)).toEqual([67, 132]);
  });

  test("a price of machines that doubles doubles what is spent on them", () => {
    const months = campaign(LARGE, market({ computeFactor: (month) => (month < 3 ? 1 : 2) }));
    expect(months.map(({ computeUsd }) => computeUsd)).toEqual([67, 67, 134]);
  });

  test("of 20 million answers 2 or 2.4 million are wrong; at a thousandth of a cent each that is $20 or $24", () => {
    const of = (contender: typeof LARGE) => campaign(contender, market({ usdPerWrongAnswer: 1e-5 }))[0]!;
    expect(of(LARGE).wrongAnswersUsd).toBeCloseTo(20, 9);
    expect(of(SMALL).wrongAnswersUsd).toBeCloseTo(24, 9);
    expect(of(LARGE).marginUsd).toBeCloseTo(113, 9);
  });
});

describe("what to ship", () => {
  const choose = (changed: Partial<Market>, margin: number) => {
    const { outcome, reason } = shipped(outcomes([SMALL, LARGE], market(changed), margin), market(changed), 0);
    return { ship: outcome.contender.name, reason };
  };

  test("the most accurate model that keeps the wanted margin in every month", () => {
    expect(choose({ months: 2 }, 0.3)).toEqual({ ship: "large", reason: "accurate" }); // 66.5 % and 33 %
    expect(choose({ months: 2 }, 0.4)).toEqual({ ship: "small", reason: "accurate" });
    expect(choose({ months: 3 }, 0)).toEqual({ ship: "small", reason: "accurate" });
  });

  test("of models that are about as accurate, the one that earns most; of those that earn the same, the first", () => {
    const all = outcomes([SMALL, LARGE], market({ months: 2 }), 0.3);
    expect(shipped(all, market(), 0.019).outcome.contender).toBe(LARGE);
    expect(shipped(all, market(), 0.0201).outcome.contender).toBe(SMALL); // 278 of 166 dollars
    const again = { ...LARGE, name: "again", curve: curve(2.009, 65) }; // less than a cent a month dearer
    const [one] = [shipped(outcomes([again, LARGE], market(), 0), market(), 0)];
    expect(one.outcome.contender).toBe(again);
    expect(one.isTied).toBe(true);
    expect(shipped(all, market(), 0.0201).isTied).toBe(false);
  });

  test("where none keeps it, the one that earns most or loses least", () => {
    expect(choose({}, 0.9)).toEqual({ ship: "small", reason: "loses-least" });
    expect(choose({ usdPerMillionTexts: 0.1 }, 0)).toEqual({ ship: "small", reason: "loses-least" });
  });

  test("where a wrong answer has a price, what earns most", () => {
    // $56 a month are saved by the small model, whose 400,000 more wrong answers cost $40 or $80.
    expect(choose({ months: 1, usdPerWrongAnswer: 1e-4 }, -10)).toEqual({ ship: "small", reason: "earns" });
    expect(choose({ months: 1, usdPerWrongAnswer: 2e-4 }, -10)).toEqual({ ship: "large", reason: "earns" });
  });

  test("a rival who halves the price in the second month makes the large model too dear: two points are given up", () => {
    const { before, after, accuracyGivenUp } = responseTo(
      [SMALL, LARGE],
      market({ months: 2 }),
      { month: 2, factor: 0.5 },
      { wantedMargin: 0.3, accuracyTolerance: 0 },
    );
    expect(before.outcome.contender).toBe(LARGE);
    expect(after.outcome.contender).toBe(SMALL); // $50 for $67, or for $11
    expect(accuracyGivenUp).toBeCloseTo(0.02, 12);
    expect(after.outcome.months.map(({ revenueUsd }) => revenueUsd)).toEqual([200, 50]);
  });
});

describe("a path of prices", () => {
  test("of 19 % less a year is a tenth lower after half a year", () => {
    expect(factorAt({ kind: "steady", annualChange: -0.19 }, 1)).toBe(1);
    expect(factorAt({ kind: "steady", annualChange: -0.19 }, 7)).toBeCloseTo(0.9, 12); // sqrt(0.81)
    expect(factorAt({ kind: "steady", annualChange: -0.19 }, 13)).toBeCloseTo(0.81, 12);
  });

  test("of steps stands still between them, and may turn", () => {
    const path: PricePath = {
      kind: "steps",
      steps: [
        { month: 3, factor: 0.5 },
        { month: 5, factor: 2 },
      ],
    };
    expect([1, 2, 3, 4, 5, 36].map((month) => factorAt(path, month))).toEqual([1, 1, 0.5, 0.5, 2, 2]);
  });
});
