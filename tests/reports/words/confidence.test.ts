import { expect, test } from "vitest";
import { confidenceText } from "../../../reports/words/confidence.ts";

const SURE = { level: "high", dearer: 2, same: 1, untold: 0, cheaper: 0, onFrontier: 0.973 } as const;

test("the level comes first, then what the others cost and how often the choice stays on the frontier", () => {
  expect(confidenceText(SURE, "en")).toEqual([
    "Confidence: high.",
    "Of 3 others that are good enough, 2 cost measurably more and 1 costs the same. With seeds, test rows and rounds drawn again, it stays on the frontier of cost and accuracy in 97.3 % of the draws.",
  ]);
  expect(confidenceText(SURE, "zh")).toEqual([
    "可信度：高。",
    "在其他3个达到要求的配置中，2个成本显著更高，1个成本相同。对随机种子、测试集样本和轮次重新抽样，它在97.3 %的抽样中仍位于成本与准确率的帕累托前沿上。",
  ]);
});

test("one other, and none", () => {
  const one = { ...SURE, level: "medium", dearer: 0, same: 0, untold: 1, onFrontier: null } as const;
  expect(confidenceText(one, "en")).toEqual([
    "Confidence: medium.",
    "The only other one that is good enough cannot be told apart from it.",
  ]);
  expect(confidenceText(one, "zh")[1]).toBe("另外只有一个配置达到要求，与它无法区分。");
  expect(confidenceText({ ...one, untold: 0 }, "en")[1]).toBe("No other configuration is shown to be good enough.");
});

test("others that are all alike are counted once", () => {
  const alike = { ...SURE, dearer: 0, same: 0, onFrontier: null } as const;
  const texts = (["dearer", "untold"] as const).map((kind) => {
    const confidence = { ...alike, [kind]: 5 };
    return [confidenceText(confidence, "en")[1], confidenceText(confidence, "zh")[1]];
  });
  expect(texts).toEqual([
    ["All of the 5 others that are good enough cost measurably more.", "其他5个达到要求的配置都成本显著更高。"],
    ["None of the 5 others that are good enough can be told apart from it.", "其他5个达到要求的配置都与它无法区分。"],
  ]);
});
