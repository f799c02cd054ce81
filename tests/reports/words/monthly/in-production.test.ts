import { expect, test } from "vitest";
import { warEntrants } from "../../../../harness/judge/analysis/war-entrants.ts";
import { fieldOf } from "../../../../harness/judge/pricing/war/field.ts";
import { priceWar, usualWar } from "../../../../harness/judge/pricing/war/price-war.ts";
import { inProduction } from "../../../../reports/words/monthly/in-production.ts";
import { plainText } from "../../../../reports/words/sentence.ts";
import { HALVED_YEARLY, handWorkedAnalysis } from "../../../fixtures/price-war.ts";

test("what to ship at the usual volume, and the price below which it loses money: $14.802778 a month for 20 million texts", () => {
  const war = usualWar(warEntrants(handWorkedAnalysis()), HALVED_YEARLY)!;
  expect(plainText(inProduction(war, "en")!)).toBe(
    "At 20 million texts a month, ship wasm: a million texts then cost $0.740, with machines that are paid for all month and new trainings; sold for less, they lose money.",
  );
  expect(plainText(inProduction(war, "zh")!)).toBe(
    "每月2000万条文本时，部署wasm：计入整月付费的机器和重新训练，每百万条文本的成本为$0.740；售价更低就会亏损。",
  );
});

test("nothing is said where nothing earns", () => {
  const { question } = usualWar(warEntrants(handWorkedAnalysis()), HALVED_YEARLY)!;
  const cheap = { ...question, usdPerMillionTexts: 0.01 };
  const war = priceWar(fieldOf(warEntrants(handWorkedAnalysis()), cheap, []), cheap, HALVED_YEARLY)!;
  expect(inProduction(war, "en")).toBeNull();
});
