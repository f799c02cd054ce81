import { expect, test } from "vitest";
import { stageShares } from "../../../../harness/judge/pricing/stage-shares.ts";

const sum = (shares: ReadonlyMap<string, number>) => [...shares.values()].reduce((total, share) => total + share, 0);

test("the layers are what the runtime takes beyond the lookup, the rest what the whole takes beyond its steps", () => {
  const shares = stageShares({ texts: 1024, answerUs: 20, tokenizeUs: 6, predictUs: 12, lookupUs: 9 });
  expect([...shares]).toEqual([
    ["tokenizing", 0.3],
    ["lookup", 0.45],
    ["layers", 0.15],
    ["rest", 0.1],
  ]);
});

test("without a lookup of its own, the runtime is one stage", () => {
  const shares = stageShares({ texts: 256, answerUs: 20, tokenizeUs: 5, predictUs: 15, lookupUs: null });
  expect([...shares]).toEqual([
    ["tokenizing", 0.25],
    ["runtime", 0.75],
    ["rest", 0],
  ]);
});

test("steps that take more than the whole have their shares of their sum, and a lookup is at most all of the runtime", () => {
  const shares = stageShares({ texts: 256, answerUs: 15, tokenizeUs: 8, predictUs: 12, lookupUs: 13 });
  expect(Object.fromEntries(shares)).toEqual({ tokenizing: 0.4, lookup: 0.6, layers: 0, rest: 0 });
  expect(sum(shares)).toBeCloseTo(1, 12);
});
