import { expect, test } from "vitest";
import { warEntrants } from "../../../../harness/judge/analysis/war-entrants.ts";
import { fieldOf } from "../../../../harness/judge/pricing/war/field.ts";
import { readPath } from "../../../../harness/judge/pricing/war/named-path.ts";
import { priceWar, usualWar } from "../../../../harness/judge/pricing/war/price-war.ts";
import { inProduction, underRivalsCut } from "../../../../reports/words/monthly/in-production.ts";
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

// 9.50 x 0.4^(33 / 12) = 0.765 is above 0.740, and 9.50 x 0.4^(34 / 12) = 0.708 is below.
test("what a rival's cut leaves as it is: from $19, half of it falls below $0.740 in month 35", () => {
  const war = usualWar(warEntrants(handWorkedAnalysis()), HALVED_YEARLY)!;
  expect(plainText(underRivalsCut(war, "en")!)).toBe(
    "At $19.00 per million (then −60 % a year), if a rival halves the price from month 2 on and you follow, the choice stays the same and gives up no accuracy, and first loses money in month 35.",
  );
  expect(plainText(underRivalsCut(war, "zh")!)).toBe(
    "售价为每百万条$19.00（之后每年−60 %）时，如果对手从第2个月起把价格减半而你跟进，首选不变，不牺牲准确率，第35个月首次亏损。",
  );
});

// Without the cut, onnx loses money in no month; with it, 47.50 - 73.10 in the third year.
test("a cut that changes the choice says which accuracy is given up", () => {
  const entrants = warEntrants(handWorkedAnalysis());
  const { question: usual } = usualWar(entrants, HALVED_YEARLY)!;
  const question = { ...usual, pricePath: readPath("13:0.5,25:0.25", [])! };
  const war = priceWar(fieldOf(entrants, question, []), question, HALVED_YEARLY)!;
  expect(plainText(underRivalsCut(war, "en")!)).toMatch(
    /and you follow, ship wasm instead, 12\.5 points less accurate\.$/,
  );
  expect(plainText(underRivalsCut(war, "zh")!)).toMatch(/则改为部署wasm，准确率低12\.5个百分点。$/);
  const alone = { ...question, rival: null };
  expect(underRivalsCut(priceWar(fieldOf(entrants, alone, []), alone, HALVED_YEARLY)!, "en")).toBeNull();
});
