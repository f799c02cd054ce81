import { describe, expect, test } from "vitest";
import { warEntrants } from "../../../../harness/judge/analysis/war-entrants.ts";
import { fieldOf } from "../../../../harness/judge/pricing/war/field.ts";
import { readPath } from "../../../../harness/judge/pricing/war/named-path.ts";
import { type PriceWar, priceWar } from "../../../../harness/judge/pricing/war/price-war.ts";
import { USUAL_QUESTION, type WarQuestion } from "../../../../harness/judge/pricing/war/question.ts";
import { inProduction } from "../../../../reports/words/monthly/in-production.ts";
import {
  alikeText,
  entrantName,
  leftOutTexts,
  lossMonth,
  marketText,
  outsideText,
  pathTitle,
  refusedText,
  rivalText,
  shipText,
} from "../../../../reports/words/monthly/war.ts";
import { plainText } from "../../../../reports/words/sentence.ts";
import { HALVED_YEARLY, handWorkedAnalysis } from "../../../fixtures/price-war.ts";
import { analysisOf } from "../../runs.ts";

const ENTRANTS = warEntrants(handWorkedAnalysis());

/** The war of tests/fixtures/price-war.ts, changed. */
function warOf(changed: Partial<WarQuestion> = {}): PriceWar {
  const question: WarQuestion = {
    ...USUAL_QUESTION,
    usdPerMillionTexts: 19,
    pricePath: readPath("13:0.5,25:0.25", [])!,
    ...changed,
  };
  return priceWar(fieldOf(ENTRANTS, question, []), question, HALVED_YEARLY)!;
}

describe("what to ship", () => {
  test("and why, in both languages", () => {
    expect(shipText(warOf(), "en")).toBe(
      "Ship onnx (87.5 % accuracy): it earns most, $5,348.35 in 36 months, of the most accurate that lose money in no month.",
    );
    expect(shipText(warOf(), "zh")).toBe(
      "部署onnx（准确率87.5 %）：在没有一个月亏损且准确率最高的配置中，它赚得最多，36个月共$5,348.35。",
    );
  });

  test("where a wrong answer has a price: 20 million x 0.125 x $0.00001 x 36 are $900 less, or twice that", () => {
    expect(shipText(warOf({ usdPerWrongAnswer: 1e-5 }), "en")).toBe(
      "Ship wasm: with $0.0000100 for each wrong answer it earns most of those that lose money in no month, $5,647.10 in 36 months.",
    );
  });

  test("where none keeps the margin, and where none earns", () => {
    expect(shipText(warOf({ wantedMargin: 0.9 }), "en")).toBe(
      "Ship wasm: it earns most, $7,447.10 in 36 months. No configuration leaves 90.0 % of the revenue in every month.",
    );
    expect(shipText(warOf({ usdPerMillionTexts: 0.01 }), "zh")).toMatch(
      /^所有配置都有亏损的月份，总体上也没有一个盈利：wasm亏得最少，36个月共亏\$528\.70，第1个月首次亏损。$/,
    );
  });
});

test("of those that earn the same, one is said to earn as much as any, or to lose as little", () => {
  const tied = (war: PriceWar) => ({ ...war, shipped: { ...war.shipped, isTied: true } });
  expect(shipText(tied(warOf()), "en")).toMatch(
    /^Ship onnx \(87\.5 % accuracy\): it earns as much as any, \$5,348\.35 in/,
  );
  expect(shipText(tied(warOf({ wantedMargin: 0.9 })), "zh")).toMatch(/^部署wasm：它并列赚得最多，36个月共\$7,447\.10/);
  const losing = tied(warOf({ usdPerMillionTexts: 0.01 }));
  expect(shipText(losing, "en")).toContain("wasm loses as little as any, $528.70 in 36 months");
  expect(shipText(losing, "zh")).toContain("wasm并列亏得最少，36个月共亏$528.70");
});

describe("a rival", () => {
  test("who halves the price, and one who cuts it to a fifth from the start", () => {
    expect(rivalText(warOf(), "en")).toBe(
      "If a rival halves the price from month 2 on and you follow, ship wasm instead, 12.5 points less accurate, with $3,647.10 in all.",
    );
    expect(rivalText(warOf(), "zh")).toBe(
      "如果对手从第2个月起把价格减半而你跟进，则改为部署wasm，准确率低12.5个百分点，总计$3,647.10。",
    );
    expect(rivalText(warOf({ rival: { month: 1, factor: 0.2 } }), "en")).toMatch(
      /^If a rival cuts the price to 20\.0 % of what it would be from the start and you follow, ship wasm instead/,
    );
  });

  test("who changes nothing of the choice, and none at all", () => {
    expect(rivalText(warOf({ rival: { month: 36, factor: 0.9 } }), "en")).toMatch(
      /onnx stays the choice and gives up no accuracy, with \$5,338\.85 in all\.$/,
    );
    expect(rivalText(warOf({ rival: null }), "en")).toBe("");
  });
});

test("the market in a line, with a history by its title and id", () => {
  expect(marketText(warOf({ monthlyGrowth: 0.05, retrainDays: null }), "en")).toBe(
    "20 million texts in the first month, 5.0 % more each month, at $19.00 per million in the first month (then in steps, 13:0.5,25:0.25); machines at the same price, busy for at most 40.0 % of the time; never trained again.",
  );
  const rise = { name: "gpu-rise-2026", path: USUAL_QUESTION.computePath.path };
  expect(marketText(warOf({ computePath: rise }), "zh")).toContain("机器同GPU租金上涨2025–26年（gpu-rise-2026）");
  expect(pathTitle("-60%", "en")).toBe("−60 % a year");
  expect(pathTitle("flat", "zh")).toBe("价格不变");
  expect(pathTitle("halved-yearly", "en")).toBe("halved-yearly");
});

test("an offer at which all are served has its doubts behind it", () => {
  const war = warOf();
  const { outcome } = war.shipped;
  const contender = { ...outcome.contender, doubts: ["unknown-memory", "burstable"] as const };
  const shipped = { ...war.shipped, outcome: { ...outcome, contender } };
  const doubted = { ...war, question: { ...war.question, offer: "some/offer" }, shipped };
  expect(marketText(doubted, "en")).toMatch(/; all at some\/offer \(memory not known, burstable\)\.$/);
  expect(marketText(doubted, "zh")).toMatch(/；全部使用some\/offer（内存未知，突发型）。$/);
});

test("a baseline from outside that would be shipped is named in words", () => {
  const entrants = warEntrants(analysisOf("baselines"));
  const own = entrants.own.map((one) => ({ ...one, accuracy: 0.8 }));
  const question = { ...USUAL_QUESTION, usdPerMillionTexts: 100 };
  const war = priceWar(fieldOf({ ...entrants, own }, question, []), question, { histories: [] })!;
  expect(outsideText(war, "en")).toMatch(
    /^If baselines from outside the matrix could be shipped, it would be tf-idf with logistic regression: \$[\d,.]+ in all, 6\.7 points more accurate\.$/,
  );
  expect(outsideText(war, "zh")).toContain("tf-idf加逻辑回归");
  expect(outsideText(warOf(), "en")).toBe("");
});

test("names from outside are those of the rest of the page in either language, and own ones stay", () => {
  const [outsider] = warEntrants(analysisOf("baselines")).outside;
  const encoder = { ...outsider!, label: "encoder" };
  expect([entrantName(encoder, "en"), entrantName(encoder, "zh")]).toEqual(["a sentence encoder", "句向量编码器"]);
  expect(entrantName({ ...encoder, isOutside: false }, "zh")).toBe("encoder");
});

test("who is left out, and why", () => {
  const { field } = warOf();
  const [contender] = field.contenders;
  const crowded = {
    ...field,
    contenders: [...field.contenders, contender!],
    refused: [{ entrant: contender!.entrant, misfit: "no-accelerator" as const }],
  };
  expect(leftOutTexts(crowded, "en")).toEqual([
    expect.stringMatching(/^1 of 3 configurations cannot win in any market and is left out of the choice: /),
    expect.stringMatching(/^1 configuration cannot be served at this offer: /),
  ]);
  expect(leftOutTexts(crowded, "zh")[0]).toContain("3个配置中有1个");
  expect(leftOutTexts(field, "en")).toEqual([]);
});

test("what is shipped although it cannot be the run's answer, or since nothing can", () => {
  const refusing = (...labels: readonly string[]) => {
    const own = ENTRANTS.own.map((one) => (labels.includes(one.label) ? { ...one, isEligible: false } : one));
    const question = {
      ...USUAL_QUESTION,
      usdPerMillionTexts: 19,
      pricePath: readPath("13:0.5,25:0.25", [])!,
      anyQuality: true,
    };
    return priceWar(fieldOf({ ...ENTRANTS, own }, question, []), question, HALVED_YEARLY)!;
  };
  expect(refusedText(refusing("onnx", "wasm"), "en")).toMatch(
    /^None of these configurations can be the run’s answer, so that all /,
  );
  expect(inProduction(refusing("onnx", "wasm"), "en")).toBeNull();
  expect(refusedText(refusing("wasm"), "en")).toMatch(/^wasm cannot be the run’s answer; /);
  expect(refusedText(refusing("wasm"), "zh")).toMatch(/^wasm不能成为此次运行的答案；/);
  expect(plainText(inProduction(refusing("wasm"), "en")!)).toContain("ship onnx");
  expect(refusedText(warOf(), "en")).toBe("");
});

test("months of loss, and a margin that all have", () => {
  expect([lossMonth(null, "en"), lossMonth(7, "en"), lossMonth(7, "zh")]).toEqual(["never", "month 7", "第7个月"]);
  expect(alikeText(warOf(), "zh")).toBe("");
  // Two that cost the same, one of them less accurate.
  const [own] = ENTRANTS.own;
  const question = { ...USUAL_QUESTION, usdPerMillionTexts: 19, pricePath: readPath("13:0.5,25:0.25", [])! };
  const twins = { ...ENTRANTS, own: [own!, { ...own!, id: "twin", label: "twin", accuracy: 0.873 }] };
  const war = priceWar(fieldOf(twins, question, []), question, HALVED_YEARLY)!;
  expect(war.field.undominated).toHaveLength(1);
  expect(shipText(war, "en")).toMatch(/^Ship onnx \(87\.5 % accuracy\): it earns as much as any, \$5,348\.35 in/);
  expect(alikeText(war, "en")).toMatch(
    /^Both configurations that take part earn the same here, \$5,348\.35: one machine serves the volume with either/,
  );
});
