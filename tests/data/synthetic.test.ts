import { describe, expect, test } from "vitest";
import { openDataset } from "../../data/registry.ts";
import type { TextRow } from "../../harness/contract/index.ts";

async function generate(spec: string): Promise<TextRow[]> {
  const dataset = await openDataset(spec, { baseFolder: "" });
  const rows: TextRow[] = [];
  for await (const row of dataset.rows("train")) rows.push(row);
  return rows;
}

function countWords(rows: readonly TextRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of rows) for (const word of text.split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

describe("synthetic texts", () => {
  test("the first text is fixed: if texts change, GENERATOR_VERSION has to change", async () => {
    const [first] = await generate("synthetic:rows=2,length=8");
    expect(first).toEqual({ text: "w1256 w4180 w2833 w3069 w4390 w2042 w4219 w163 w2545", label: 0 });
  });

  test("another seed gives other texts and another id", async () => {
    expect(await generate("synthetic:rows=5,seed=2")).not.toEqual(await generate("synthetic:rows=5,seed=1"));
    const ids = await Promise.all(
      ["seed=1", "seed=2"].map((seed) => openDataset(`synthetic:${seed}`, { baseFolder: "" })),
    );
    expect(ids[0]!.id).not.toBe(ids[1]!.id);
  });

  test("omitted parameters have their defaults", async () => {
    const short = await openDataset("synthetic", { baseFolder: "" });
    const long = await openDataset("synthetic:rows=1000,classes=2,words=5000,length=60,seed=1", { baseFolder: "" });
    expect(short.id).toBe(long.id);
  });

  test("the most common word occurs about twice as often as the second, following Zipf's law", async () => {
    const [first = 0, second = 0] = [...countWords(await generate("synthetic:rows=1000")).values()].sort(
      (a, b) => b - a,
    );
    expect(first / second).toBeGreaterThan(1.7);
    expect(first / second).toBeLessThan(2.3);
  });

  test("classes can be distinguished by their words", async () => {
    const rows = await generate("synthetic:rows=2000");
    const half = rows.length / 2;
    const counts = [0, 1].map((label) => countWords(rows.slice(0, half).filter((row) => row.label === label)));
    const score = (text: string) =>
      text
        .split(" ")
        .reduce(
          (sum, word) => sum + Math.log(((counts[1]!.get(word) ?? 0) + 1) / ((counts[0]!.get(word) ?? 0) + 1)),
          0,
        );
    const right = rows.slice(half).filter(({ text, label }) => (score(text) > 0 ? 1 : 0) === label).length;
    expect(right / half).toBeGreaterThan(0.9);
  });
});
