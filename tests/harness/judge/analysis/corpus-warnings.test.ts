import { describe, expect, test } from "vitest";
import type { Warning } from "../../../../harness/judge/analysis/warning.ts";
import { analysisBy, analyzed, rowsRight } from "../../../fixtures/analyses.ts";
import { corpusFacts } from "../../../fixtures/answers.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

const KINDS: readonly Warning["kind"][] = [
  "seen-test-rows",
  "near-duplicates",
  "cut-texts",
  "unsplit-texts",
  "unknown-words",
  "few-vectors",
];
const aboutTexts = ({ warnings }: { readonly warnings: readonly Warning[] }) =>
  warnings.filter(({ kind }) => KINDS.includes(kind));
/** Rows 0 to 19 of 100. */
const TWENTY = Array.from({ length: 20 }, (_, row) => row);

describe("seen test rows", () => {
  test("are counted, with the lowest and the highest accuracy on all rows and on the others", () => {
    const analysis = analysisBy((_, scheme) => ({
      // Right on rows 0 to 89 and 0 to 83: 70 and 64 of the 80 that were not seen.
      correct: rowsRight(scheme === "int8" ? 84 : 90),
      corpus: corpusFacts({ testRows: 100, seen: TWENTY }),
    }));
    expect(aboutTexts(analysis)).toEqual([
      {
        kind: "seen-test-rows",
        dataset: null,
        seen: 20,
        testRows: 100,
        accuracy: { lowest: 0.84, highest: 0.9 },
        unseenAccuracy: { lowest: 0.8, highest: 0.875 },
      },
    ]);
  });

  test("leave no accuracy on others if all rows were seen", () => {
    const analysis = analysisBy(() => ({ corpus: corpusFacts({ testRows: 8, seen: [0, 1, 2, 3, 4, 5, 6, 7] }) }));
    expect(aboutTexts(analysis)).toMatchObject([{ seen: 8, testRows: 8, unseenAccuracy: null }]);
  });

  test("of one of two datasets name it", () => {
    const plan = makePlan({ axes: { dataset: ["brown-press", "csv:x.csv"] }, seeds: [1] });
    const { dataset } = plan.cells[1]!.experiment;
    const datasets = plan.cells.map(({ experiment }) => ({ ...plan.datasets[0]!, id: experiment.dataset }));
    const records = plan.cells.map((cell, index) =>
      okRecord(cell, { corpus: corpusFacts({ testRows: 8, seen: index === 1 ? [0] : [] }) }),
    );
    expect(aboutTexts(analyzed({ ...plan, datasets }, records))).toMatchObject([{ dataset, seen: 1 }]);
  });
});

test("nothing is said where nothing was counted, seen or cut", () => {
  expect(aboutTexts(analysisBy(() => ({})))).toEqual([]);
  expect(aboutTexts(analysisBy(() => ({ corpus: corpusFacts({ testRows: 8 }) })))).toEqual([]);
});

test("near duplicates are a warning from 5 % of the test rows on", () => {
  const withNear = (nearDuplicates: number) =>
    aboutTexts(analysisBy(() => ({ correct: rowsRight(90), corpus: corpusFacts({ testRows: 100, nearDuplicates }) })));
  expect(withNear(4)).toEqual([]);
  expect(withNear(5)).toEqual([{ kind: "near-duplicates", dataset: null, rows: 5, testRows: 100 }]);
});

describe("words that are none", () => {
  test("are a warning if most texts become one or two words, though they are long", () => {
    // 160, 20 and 20 rows
    const withUnsplit = (train: number) =>
      aboutTexts(
        analysisBy(() => ({
          correct: rowsRight(90).slice(0, 20),
          corpus: corpusFacts({ testRows: 20, unsplitRows: { train, validation: 0, test: 20 } }),
        })),
      );
    expect(withUnsplit(80)).toEqual([]);
    expect(withUnsplit(81)).toEqual([{ kind: "unsplit-texts", dataset: null, share: 0.505, segmenter: "words" }]);
  });

  test("are a warning if most test words are unknown; none if none were read", () => {
    const withUnknown = (read: number, unknown: number) =>
      aboutTexts(
        analysisBy(() => ({
          correct: rowsRight(90).slice(0, 20),
          corpus: corpusFacts({ testRows: 20, testWords: { read, unknown } }),
        })),
      );
    expect(withUnknown(200, 100)).toEqual([]);
    expect(withUnknown(0, 0)).toEqual([]);
    expect(withUnknown(200, 150)).toEqual([{ kind: "unknown-words", dataset: null, share: 0.75, segmenter: "words" }]);
  });
});

test("word vectors that miss most of a vocabulary are a warning", () => {
  const withVectors = (found: number) => {
    const plan = makePlan({ axes: {}, seeds: [1] });
    const cells = plan.cells.map((cell) => {
      const { model } = cell.experiment;
      return { ...cell, experiment: { ...cell.experiment, model: { ...model, initial: "glove@1" } } };
    });
    const corpus = { ...corpusFacts({ testRows: 8 }), vectorWords: { vocabulary: 200, found } };
    return aboutTexts(
      analyzed(
        { ...plan, cells },
        cells.map((cell) => okRecord(cell, { corpus })),
      ),
    );
  };
  expect(withVectors(100)).toEqual([]);
  expect(withVectors(99)).toEqual([{ kind: "few-vectors", dataset: null, vectors: "glove@1", share: 0.495 }]);
});

describe("cut texts", () => {
  test("are a warning if they are more than 5 % of a side, with the shares and the end that is kept", () => {
    // 160, 20 and 20 rows
    const cut = (train: number, validation: number, test: number) => {
      const facts = corpusFacts({ testRows: 20, cutRows: { train, validation, test } });
      return aboutTexts(analysisBy(() => ({ correct: rowsRight(90).slice(0, 20), corpus: facts })));
    };
    expect(cut(8, 1, 1)).toEqual([]);
    expect(cut(8, 1, 2)).toEqual([
      { kind: "cut-texts", dataset: null, maxLength: 500, keeps: ["end"], train: 0.05, validation: 0.05, test: 0.1 },
    ]);
  });

  test("are told apart by the length that configurations read, and not by the end", () => {
    const plan = makePlan({ axes: { quantization: ["float32", "int8", "int4"] }, seeds: [1, 2] });
    const cells = plan.cells.map((cell) => {
      const changes = { float32: {}, int8: { keep: "start" as const }, int4: { maxLength: 900 } };
      const change = changes[cell.fields.quantization as keyof typeof changes];
      const { experiment } = cell;
      return { ...cell, experiment: { ...experiment, model: { ...experiment.model, ...change } } };
    });
    const records = cells.map((cell) => {
      const isShort = cell.experiment.model.maxLength === 500;
      const cutRows = { train: isShort ? 160 : 80, validation: 0, test: 0 };
      return okRecord(cell, { corpus: corpusFacts({ testRows: 8, cutRows }) });
    });
    expect(aboutTexts(analyzed({ ...plan, cells }, records))).toMatchObject([
      { maxLength: 500, keeps: ["end", "start"], train: 1, validation: 0, test: 0 },
      { maxLength: 900, keeps: ["end"], train: 0.5, validation: 0, test: 0 },
    ]);
  });

  test("of a side without rows have no share", () => {
    const facts = corpusFacts({ testRows: 8, cutRows: { train: 80, validation: 0, test: 0 } });
    const corpus = { ...facts, rows: { ...facts.rows, validation: 0 } };
    expect(aboutTexts(analysisBy(() => ({ corpus })))).toMatchObject([{ train: 0.5, validation: null, test: 0 }]);
  });
});
