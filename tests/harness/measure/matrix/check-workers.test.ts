import { describe, expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

const FLOOR = '"accuracyFloor": { "atLeast": 0.8 }';
const TOGETHER = '"trainBackend": "wasm"';

/** A matrix of one cell with two workers, where one backend of the tests' names trains together. */
const twoWorkers = (base: string) => `{ "name": "a", ${FLOOR}, "base": { ${base} } }`;

describe("what several workers cannot do is refused when the matrix is read, in one sentence", () => {
  test.each([
    {
      what: "a backend that trains alone",
      base: '"training": { "workers": 2 }',
      refusal:
        'base.training.workers: backend onnx trains alone, and training.workers is 2 in the cell (the base); train with "trainBackend": "wasm", or leave the cell out',
    },
    {
      what: "a batch that they cannot share alike",
      base: `${TOGETHER}, "training": { "workers": 3 }, "batchSize": 32`,
      refusal: "base.batchSize: training.workers 3 needs a batchSize that it divides, and batchSize is 32",
    },
    {
      what: "batch normalization",
      base: `${TOGETHER}, "training": { "workers": 2 }, "model": { "batchNorm": true }`,
      refusal: "base.model.batchNorm: batch normalization is computed over whole batches, and training.workers is 2",
    },
    {
      what: "dropout",
      base: `${TOGETHER}, "training": { "workers": 2 }, "model": { "dropout": 0.5 }`,
      refusal: "base.model.dropout: dropout is computed over whole batches",
    },
    {
      what: "a technique that changes the training",
      base: `${TOGETHER}, "training": { "workers": 2 }, "distillation": "distill"`,
      refusal: "base.distillation: the technique distill is computed over whole batches",
    },
    {
      what: "a technique that would read the texts of all owners",
      base: `${TOGETHER}, "training": { "workers": 2, "sync": "round", "owners": 0.5 }, "pruning": "prune"`,
      refusal:
        "base.pruning: the technique prune reads the training texts of all, and with training.owners 0.5 each stay with their owner in the cell (the base); choose one that reads none, or leave the cell out",
    },
    {
      what: "owners of rows that all share",
      base: `${TOGETHER}, "training": { "workers": 2, "owners": "source" }`,
      refusal:
        'base.training.owners: means something where workers average weights, and no cell does; set training.sync to "round", or leave it out',
    },
    {
      what: "so many who drop out that one is left",
      base: `${TOGETHER}, "training": { "workers": 2, "sync": "round", "leaving": 1 }`,
      refusal:
        "base.training.leaving: training.leaving 1 needs 2 workers to stay, and training.workers is 2 in the cell (the base); raise training.workers to 3, or leave the cell out",
    },
    {
      what: "so many who drop out that two know each other's weights under masks",
      base: `${TOGETHER}, "training": { "workers": 4, "sync": "round", "leaving": 2, "secure": true }`,
      refusal:
        "training.leaving 2 needs 3 workers to stay under masks, and training.workers is 4 in the cell (the base); raise training.workers to 5",
    },
    {
      what: "who drops out of a single round",
      base: `${TOGETHER}, "epochs": 1, "training": { "workers": 4, "sync": "round", "leaving": 1 }`,
      refusal: "training.leaving 1 needs two epochs, and epochs is 1",
    },
    {
      what: "an exchange of one worker",
      base: '"training": { "sync": "round" }',
      refusal:
        "base.training.sync: says when several workers exchange, and every cell has one; raise training.workers, or leave it out",
    },
  ])("$what", ({ base, refusal }) => {
    expect(refusals(twoWorkers(base))).toEqual([expect.stringContaining(refusal)]);
  });

  test("an exchange of one worker on an axis", () => {
    const axes = '"training.workers": [1, 2], "training.sync": ["step", 8]';
    expect(refusals(`{ "name": "a", ${FLOOR}, "base": { ${TOGETHER} }, "axes": { ${axes} } }`)).toEqual([
      expect.stringContaining(
        "axes.training.sync[1]: training.sync needs training.workers from 2, and is 8 with 1 in the cell (training.workers=1, training.sync=8)",
      ),
    ]);
  });

  test("owners of rows that all share, on an axis", () => {
    const axes = '"training.owners": ["alike", 0.5]';
    expect(
      refusals(`{ "name": "a", ${FLOOR}, "base": { ${TOGETHER}, "training": { "workers": 2 } }, "axes": { ${axes} } }`),
    ).toEqual([
      expect.stringContaining(
        'axes.training.owners[1]: training.owners means something where workers average weights, and training.sync is "step" in the cell',
      ),
    ]);
  });

  test.each(['"never"', "2.5"])("%s is no way to exchange", (sync) => {
    expect(refusals(twoWorkers(`${TOGETHER}, "training": { "workers": 2, "sync": ${sync} }`))).toEqual([
      expect.stringContaining('must be "step", "round" or a whole number of steps from 2'),
    ]);
  });
});

test("what the base says of exchanges holds for cells with several workers, and defaults are absent", () => {
  const matrix = {
    name: "a",
    base: { trainBackend: "wasm", training: { sync: 16 } },
    axes: { "training.workers": [1, 2] },
    accuracyFloor: { atLeast: 0.8 },
  };
  const { cells } = parseMatrix(JSON.stringify(matrix), "m.json", NAMES);
  const [one, two] = cells.map(({ experiment }) => experiment.training);
  expect(Object.keys(one!)).not.toContain("workers");
  expect(Object.keys(one!)).not.toContain("sync");
  expect(two).toMatchObject({ workers: 2, sync: 16 });
});
