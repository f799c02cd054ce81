import { describe, expect, test } from "vitest";
import type {
  Effect,
  Interaction,
  LeverQuantity,
  Levers,
} from "../../../harness/judge/analysis/levers/lever-effects.ts";
import {
  changeNames,
  effectGrounds,
  effectRange,
  effectText,
  leverFinding,
  leverSentences,
  toldText,
} from "../../../reports/words/levers.ts";
import { expectTranslated } from "../in-chinese.ts";

const NAMES = ["float32", "int8", "int4", "onnx", "wasm"];

/** The finding in English, of which the Chinese one has the same names and figures. */
function finding(levers: Levers, quantity: LeverQuantity): string | null {
  const english = leverFinding(levers, quantity);
  expectTranslated(english ?? "", leverFinding(levers, quantity, "zh") ?? "", NAMES);
  return english;
}

/** The sentences in English, of which the Chinese ones have the same names and figures. */
function sentences(levers: Levers): string[] {
  const [english, chinese] = [leverSentences(levers), leverSentences(levers, "zh")];
  expect(chinese).toHaveLength(english.length);
  for (const [index, one] of english.entries()) expectTranslated(one, chinese[index]!, NAMES);
  return english;
}

const effect = (value: number, change: Partial<Effect> = {}): Effect => ({
  value,
  interval: { low: Math.min(value * 0.9, value * 1.1), high: Math.max(value * 0.9, value * 1.1) },
  p: 0.001,
  adjusted: 0.004,
  pairs: 13,
  isExact: false,
  ...change,
});
const UNTOLD = { p: 0.2, adjusted: 0.6 };
const EXACT = effect(1, { interval: { low: 1, high: 1 }, p: 1, adjusted: 1, isExact: true });

const levers = (change: Partial<Levers> = {}): Levers => ({
  axes: [
    {
      axis: "quantization",
      reference: "float32",
      comparisons: [
        { from: "float32", to: "int8", settings: 2, cost: effect(0.5), accuracy: effect(-0.02), trainingCost: EXACT },
        { from: "float32", to: "int4", settings: 2, cost: effect(1.5), accuracy: null, trainingCost: EXACT },
        // Not with the reference: in no sentence that one with it is in.
        { from: "int8", to: "int4", settings: 2, cost: effect(9), accuracy: effect(0.5), trainingCost: EXACT },
      ],
    },
  ],
  interactions: [],
  unpaired: [],
  ...change,
});

describe("the finding about a quantity", () => {
  test("is the largest effect beyond chance: half is more than half as much again", () => {
    expect(finding(levers(), "cost")).toBe(
      "int8 in place of float32 multiplies the cost of serving by 0.50 (0.45 to 0.55)",
    );
    expect(finding(levers(), "accuracy")).toBe(
      "int8 in place of float32 loses 2.0 points of test accuracy (−2.2 to −1.8)",
    );
  });

  test("that is shown does not look like none, however small it is", () => {
    const [axis] = levers().axes;
    const small = { from: "float32", to: "int8", settings: 2, trainingCost: EXACT };
    const tiny = levers({
      axes: [
        {
          ...axis!,
          comparisons: [
            { ...small, cost: effect(0.9968, { interval: { low: 0.9957, high: 0.9979 } }), accuracy: effect(-0.00034) },
          ],
        },
      ],
    });
    expect(finding(tiny, "cost")).toMatch(
      /^int8 in place of float32 multiplies the cost of serving by 0\.997 \(0\.996 to 0\.998\)$/,
    );
    expect(finding(tiny, "accuracy")).toMatch(
      /^int8 in place of float32 loses 0\.03 points of test accuracy \(−0\.04 to −0\.03\)$/,
    );
  });

  test("of two values that are no reference is said where neither is told from it", () => {
    const [axis] = levers().axes;
    const comparisons = axis!.comparisons.map((one) =>
      one.from === "float32" ? { ...one, cost: effect(1.2, UNTOLD) } : one,
    );
    expect(finding(levers({ axes: [{ ...axis!, comparisons }] }), "cost")).toMatch(
      /^int4 in place of int8 multiplies the cost of serving by 9\.00 \(/,
    );
  });

  test("is that there is none beyond chance, or nothing where all is the same by definition", () => {
    const [axis] = levers().axes;
    const comparisons = axis!.comparisons.map((one) => ({ ...one, cost: effect(1.2, UNTOLD) }));
    const untold = levers({ axes: [{ ...axis!, comparisons }] });
    expect(finding(untold, "cost")).toBe("No lever changes the cost of serving beyond chance");
    expect(finding(levers(), "trainingCost")).toBeNull();
  });
});

test("effects of a single pair are not said to be chance", () => {
  const single = { interval: null, p: null, adjusted: null, pairs: 1 };
  const [axis] = levers().axes;
  const comparisons = axis!.comparisons.map((one) => ({ ...one, cost: effect(0.1, single) }));
  const interactions = [together(effect(0.7, single))];
  const untested = levers({ axes: [{ ...axis!, comparisons }], interactions });
  expect(finding(untested, "cost")).toBe(
    "A single pair of runs cannot tell an effect on the cost of serving from chance",
  );
  expect(sentences(untested)).toHaveLength(1);
});

test("effects on the accuracy of one seed are said to be those of its trainings", () => {
  const [axis] = levers().axes;
  const comparisons = axis!.comparisons.map((one) => ({ ...one, accuracy: effect(0.1, { pairs: 1 }) }));
  expect(sentences(levers({ axes: [{ ...axis!, comparisons }] }))[1]).toMatch(/another seed may say otherwise/);
});

const together = (cost: Effect): Interaction => ({
  changes: [
    { axis: "quantization", from: "float32", to: "int8" },
    { axis: "serveBackend", from: "onnx", to: "wasm" },
  ],
  settings: 1,
  cost,
  accuracy: EXACT,
  trainingCost: EXACT,
});

test("two levers are said to do more together, or not", () => {
  expect(sentences(levers({ interactions: [together(effect(0.7))] }))).toContain(
    "Levers do not just multiply: int8 and wasm together cost 0.70 times (0.63 to 0.77) what the two changes alone would make of it.",
  );
  expect(sentences(levers({ interactions: [together(effect(0.7, UNTOLD))] }))).toContain(
    "No two of them together do more or less than each alone, beyond chance.",
  );
});

test("what two levers do together is shown with as many decimals as it takes, too", () => {
  const cost = effect(1.0032, { interval: { low: 1.0011, high: 1.0053 } });
  const accuracy = effect(-0.00034, { interval: { low: -0.0006, high: -0.00008 } });
  expect(sentences(levers({ interactions: [{ ...together(cost), accuracy }] })).slice(1)).toEqual([
    "Levers do not just multiply: int8 and wasm together cost 1.003 times (1.001 to 1.01) what the two changes alone would make of it.",
    "Together, int8 and wasm change the test accuracy by −0.03 points (−0.1 to −0.01) beyond the two changes alone.",
  ]);
});

test("that two levers only change the cost of training together is said, too", () => {
  const training = { ...together(effect(0.7, UNTOLD)), trainingCost: effect(2) };
  expect(sentences(levers({ interactions: [training] })).slice(1)).toEqual([
    "Training with int8 and wasm together costs 2.00 times (1.80 to 2.20) what the two changes alone would make of it.",
  ]);
});

test("levers that nothing else pairs are named", () => {
  expect(sentences(levers({ unpaired: ["batchSize"] })).at(-1)).toBe(
    "No two configurations that finished differ in batch size alone, so that its effect is not known.",
  );
});

test("in Chinese an effect has its unit, its range and its grounds", () => {
  expect(leverFinding(levers(), "accuracy", "zh")).toBe("用int8代替float32，测试准确率降低2.0个百分点（−2.2至−1.8）");
  expect([effectText("accuracy", -0.02, "zh"), effectText("cost", 1.5, "zh")]).toEqual(["−2.0个百分点", "1.50×"]);
  expect(effectRange("cost", effect(2), "zh")).toBe("1.80至2.20");
  for (const one of [effect(2), EXACT, effect(2, { p: null, adjusted: null, pairs: 1 })])
    expectTranslated(effectGrounds(one), effectGrounds(one, "zh"));
  expect(toldText(levers().axes[0]!.comparisons[0]!, "zh")).toBe("推理成本和准确率");
});

test("a value whose name is made of words is translated, and others are names", () => {
  const change = { axis: "pruning", from: "no pruning", to: "magnitude" };
  expect(changeNames(change, "zh")).toEqual({ from: "无剪枝", to: "magnitude" });
  expect(changeNames(change)).toEqual({ from: "no pruning", to: "magnitude" });
});

test("an effect's grounds and range say how sure it is", () => {
  expect(effectGrounds(effect(2))).toBe("p 0.004 over the lever’s comparisons (Holm), 0.001 alone; 13 pairs");
  expect(effectGrounds(effect(2, { p: null, adjusted: null, pairs: 1 }))).toBe("1 pair: too few to tell");
  expect(effectRange("cost", EXACT)).toBe("");
  expect(toldText(levers().axes[0]!.comparisons[0]!)).toBe("serving cost and accuracy");
});
