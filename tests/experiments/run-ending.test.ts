import { expect, test } from "vitest";
import { endOf, nothingFits, type RunEnding } from "../../experiments/run-ending.ts";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import { quantRun, seeded, troubledRun } from "../fixtures/records.ts";

const done: RunEnding = {
  stopped: false,
  overrun: null,
  hasProgressed: true,
  left: { cells: 0, trainings: 0, cellsMs: 0, samples: 0, samplesMs: 0, usd: 0 },
  without: null,
  again: "npx pricewar run quant.json",
};
const whole = analyze(quantRun().plan, quantRun().records, seeded(1));
const troubled = analyze(troubledRun().plan, troubledRun().records, seeded(1));
const { plan, records } = quantRun();
const some = analyze(plan, records.slice(0, 12), seeded(1));
const overrun = { next: { ms: 90_000, usdPerHour: 0.4 }, limit: "--max-minutes 5" };

test("a complete run needs no words", () => {
  expect(endOf(whole, done)).toBeNull();
});

test("a run that its budget ended says what is left and how to go on, with an exit code of its own", () => {
  const left = { cells: 3, trainings: 1, cellsMs: 40_000, samples: 52, samplesMs: 20_000, usd: 0.0015 };
  expect(endOf(troubled, { ...done, overrun, left })).toEqual({
    text:
      "Stopped before --max-minutes 5 was exceeded (what comes next takes about 1 min 30 s and $0.0100), with 3 cells and " +
      "52 samples of serving left: about 1 min and $0.00150. Continue with:\n  npx pricewar run quant.json",
    exitCode: 4,
  });
});

test("a run that was stopped while it repeated for a precision says so, and counts nothing", () => {
  const precision = { metric: "accuracy", relative: 0.01, maxRepeats: 9, repeats: 4, widest: null } as const;
  const repeating = { ...whole, precision: { ...precision, isReached: false } };
  expect(endOf(repeating, { ...done, overrun })?.text).toBe(
    "Stopped before --max-minutes 5 was exceeded (what comes next takes about 1 min 30 s and $0.0100), with repeats for the " +
      "precision that the matrix asks for left. Continue with:\n  npx pricewar run quant.json",
  );
  const text = (analysis: Parameters<typeof endOf>[0], samples = 0) =>
    endOf(analysis, { ...done, stopped: true, left: { ...done.left, samples } })?.text;
  expect(text(repeating)).toMatch(/^Stopped with repeats for the precision that the matrix asks for left;/);
  expect(text(repeating, 3)).toMatch(/^Stopped with 3 samples of serving left;/);
  expect(text({ ...whole, precision: { ...precision, isReached: true } })).toMatch(/^Stopped with 0 samples/);
});

test("a budget that only failures have spent ends with another code, since a loop would go on for ever", () => {
  const left = { cells: 3, trainings: 1, cellsMs: 40_000, samples: 0, samplesMs: 0, usd: 0.0015 };
  const end = endOf(troubled, { ...done, overrun, left, hasProgressed: false })!;
  expect(end.exitCode).toBe(1);
  expect(end.text).toMatch(
    /Nothing was finished, and the same command would get no further: \d of 36 cells failed; see/,
  );
});

test("cells that were not asked for are elsewhere, or filtered out", () => {
  expect(endOf(some, { ...done, without: "--shard" })).toEqual({
    text: "24 of 36 cells not run yet; the other shards have them, and pricewar merge joins the run folders.",
    exitCode: 0,
  });
  expect(endOf(some, { ...done, without: "--filter" })?.text).toContain("run without --filter");
});

test("a budget in which nothing fits is refused with what is needed", () => {
  expect(nothingFits(overrun)).toBe(
    "--max-minutes 5: nothing fits in it, since what comes first takes about 1 min 30 s and $0.0100; give more",
  );
});
