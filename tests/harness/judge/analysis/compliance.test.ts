import { expect, test } from "vitest";
import { complianceNote } from "../../../../harness/judge/analysis/compliance.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

const plan = makePlan({ axes: {}, seeds: [1, 2, 3] });
const dataset = { ...plan.datasets[0]!, id: "csv:news.csv@0123456789ab", spec: "csv:news.csv" };

test("what nobody said is null, and not a guess", () => {
  const { data, parts, masked, privacy, retainUntil, readers } = complianceNote(
    analyzed({ ...plan, datasets: [dataset] }, []),
  );
  expect(data).toMatchObject([{ hash: "0123456789ab", source: null, licence: null, isGenerated: false }]);
  expect({ parts, masked, privacy, retainUntil, readers }).toEqual({
    parts: [],
    masked: { cells: 0, of: 3, found: [] },
    privacy: { of: 0, budgets: [] },
    retainUntil: null,
    readers: null,
  });
});

test("what the matrix states is of the user's data alone: built-in data has a source of its own", () => {
  const compliance = { source: "our archive", licence: "contract 7", retainUntil: "2027-06-30", readers: ["a", "b"] };
  const builtIn = { ...dataset, id: "brown-press@ba9876543210", origin: { source: "npm", licence: "MIT" } };
  const made = { ...dataset, id: "synthetic:rows=9@aaaaaaaaaaaa", origin: { source: "pricewar" } };
  const note = complianceNote(analyzed({ ...plan, compliance, datasets: [dataset, builtIn, made] }, []));
  expect(
    note.data.map(({ source, licence, isGenerated }) => [source?.text, source?.from, licence?.text, isGenerated]),
  ).toEqual([
    ["our archive", "stated", "contract 7", false],
    ["npm", "known", "MIT", false],
    ["pricewar", "known", undefined, true],
  ]);
  expect(note).toMatchObject({ retainUntil: "2027-06-30", readers: ["a", "b"] });
});

test("a budget is that of the training and of its words, and runs of the same are counted", () => {
  const spent = (epsilon: number) => ({
    epsilon,
    delta: 1e-5,
    noiseMultiplier: 1,
    clipNorm: 1,
    samplingRate: 0.1,
    steps: 10,
  });
  const cells = plan.cells.map((cell) => ({
    ...cell,
    experiment: {
      ...cell.experiment,
      tokenizer: { ...cell.experiment.tokenizer, vocabulary: { epsilon: 0.5, delta: 2e-5 } },
    },
  }));
  const [one, two, plain] = cells.map((cell) => okRecord(cell));
  const records = [one!, two!].map((record) => ({ ...record, training: { ...record.training, privacy: spent(2) } }));
  const note = complianceNote(analyzed({ ...plan, cells }, [...records, plain!]));
  expect(note.privacy.of).toBe(3);
  expect(note.privacy.budgets).toEqual([{ epsilon: 2.5, delta: expect.closeTo(3e-5, 12), runs: 2 }]);
});
