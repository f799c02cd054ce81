import { expect, test } from "vitest";
import { unsplitTextDoubts } from "../../../harness/measure/unsplit-texts.ts";

const dataset = (chinese: number) => ({
  rows: async function* () {
    for (let row = 0; row < 10; row += 1) yield { text: row < chinese ? "今天股票市场上涨" : "a text", label: 0 };
  },
});

test("texts that words hardly split are a doubt if they are more than half, where a cell reads words", async () => {
  expect(await unsplitTextDoubts(dataset(6), ["characters", "words"])).toEqual([
    { kind: "spaceless-texts", share: 0.6 },
  ]);
  expect(await unsplitTextDoubts(dataset(5), ["words"])).toEqual([]);
  expect(await unsplitTextDoubts(dataset(10), ["characters", "intl"])).toEqual([]);
  expect(await unsplitTextDoubts(dataset(10), [])).toEqual([]);
});
