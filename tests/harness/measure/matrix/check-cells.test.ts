import { describe, expect, test } from "vitest";
import { NothingToRunError } from "../../../../harness/base/errors.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

describe("invalid cells are refused", () => {
  test("two values of an axis that mean the same", () => {
    expect(
      refusals('{ "name": "a", "axes": { "quantization": ["none", "float32"] }, "exclude": [{ "epochs": 3 }] }'),
    ).toEqual([
      'm.json:1:51: axes.quantization[1]: "float32" means the same as "none" before it; keep one',
      expect.stringContaining("exclude[0]: must match a cell"),
    ]);
  });

  test("different cells with the same experiment, both named", () => {
    const text =
      '{ "name": "a", "axes": { "quantization": ["float32", "int8"] }, "include": [{ "techniques": ["int8"] }], "accuracyFloor": { "atLeast": 0.8 } }';
    expect(refusals(text)).toEqual([
      "m.json:1:77: include[0]: the cells (quantization=int8, techniques=[]) and " +
        '(quantization=float32, techniques=["int8"]) are the same experiment; keep one',
    ]);
  });

  test("an axis that another one makes ineffective", () => {
    const text =
      '{ "name": "a", "axes": { "backend": ["onnx", "wasm"], "trainBackend": ["onnx"], "serveBackend": ["onnx"] }, "accuracyFloor": { "atLeast": 0.8 } }';
    expect(refusals(text)[0]).toContain("are the same experiment");
  });

  test("an exclude that matches no cell", () => {
    const text =
      '{ "name": "a", "axes": { "batchSize": [8, 16] }, "exclude": [{ "batchSize": 32 }], "baseline": { "batchSize": 8 } }';
    expect(refusals(text)).toEqual([
      "m.json:1:62: exclude[0]: must match a cell of the axes, but matches none; write the values as the axes do, or remove it",
    ]);
  });

  test("a baseline that leaves the scenario open, and in one of them something else as well", () => {
    const axes = '{ "serving.scenario": ["offline", "http"], "quantization": ["float32", "int8"] }';
    const include = '[{ "serving.scenario": "http", "serving.workers": 2 }]';
    expect(
      refusals(`{ "name": "a", "baseline": { "quantization": "float32" },\n"axes": ${axes}, "include": ${include} }`),
    ).toEqual([
      "m.json:1:28: baseline: must match exactly one cell per seed, but matches 2 of the scenario http; name serving.workers too",
    ]);
  });

  test.each([
    ['{ "quantization": "int8" }', 2, "name serveBackend too"],
    ['{ "batchSize": 64 }', 0, "in this matrix, batchSize is 32"],
    ['{ "quantization": "int4-blocks" }', 0, 'in this matrix, quantization is "float32" or "int8"'],
    // Of several axes, the one whose value no cell has.
    ['{ "quantization": "int8", "batchSize": 64, "serveBackend": "wasm" }', 0, "in this matrix, batchSize is 32"],
    ["{}", 4, "name quantization, serveBackend too"],
  ])("the baseline %s, which matches %i cells of four", (baseline, count, wayOut) => {
    const axes = '{ "quantization": ["float32", "int8"], "serveBackend": ["onnx", "wasm"] }';
    expect(refusals(`{ "name": "a", "baseline": ${baseline},\n"axes": ${axes} }`)).toEqual([
      `m.json:1:28: baseline: must match exactly one cell per seed, but matches ${count}; ${wayOut}`,
    ]);
  });

  test.each(["", ', "accuracyFloor": { "withinPoints": 2 }'])(
    "several cells without a baseline, and a floor relative to it",
    (floor) => {
      expect(refusals(`{ "name": "a", "axes": { "batchSize": [8, 16] }${floor} }`)).toEqual([
        `m.json:1:1: baseline: is missing, but accuracy must be withinPoints ${floor === "" ? 1 : 2} of it; ` +
          'name the fields of one cell, or write "atLeast": 0.85 in its place',
      ]);
    },
  );

  test.each([
    // Reported where the lever is written, even if validation is written elsewhere.
    [
      '"base": { "validation": 0, "schedule": "steered" }',
      "m.json:1:55: base.schedule: the schedule steered needs validation rows, and validation is 0 in the cell (the base);",
    ],
    [
      '"base": { "validation": 0 }, "axes": { "schedule": ["constant", "steered"], "batchSize": [8, 16] }',
      "m.json:1:80: axes.schedule[1]: the schedule steered needs validation rows, and validation is 0 in the cell (schedule=steered, batchSize=8);",
    ],
    [
      '"axes": { "validation": [0.1, 0] }, "base": { "earlyStopping": {} }',
      "m.json:1:79: base.earlyStopping: early stopping needs validation rows, and validation is 0 in the cell (validation=0);",
    ],
    [
      '"base": { "validation": 0 }, "include": [{ "earlyStopping": { "patience": 2 } }]',
      'm.json:1:76: include[0].earlyStopping: early stopping needs validation rows, and validation is 0 in the cell (earlyStopping={"patience":2});',
    ],
    [
      '"base": { "validation": 0, "threshold": { "recall": 0.9 } }',
      "m.json:1:56: base.threshold: a threshold that is chosen needs validation rows, and validation is 0 in the cell (the base);",
    ],
    [
      '"base": { "earlyStopping": {} }, "include": [{ "validation": 0 }]',
      "m.json:1:43: base.earlyStopping: early stopping needs validation rows, and validation is 0 in the cell (validation=0);",
    ],
  ])("a lever on the validation loss without validation rows: %s", (parts, line) => {
    expect(refusals(`{ "name": "a", ${parts}, "accuracyFloor": { "atLeast": 0.8 } }`)).toEqual([
      `${line} give it a share such as 0.1, or leave the cell out`,
    ]);
  });

  test("a private training with batch normalization, or on a GPU, is refused where the other one is written", () => {
    // To these names, wasm computes on a GPU.
    const text = '{ "name": "a", "base": { "privacy": "hide", "backend": "wasm", "model": { "batchNorm": true } } }';
    expect(refusals(text)).toEqual([
      "m.json:1:56: base.backend: a private training counts on sums of float32, and wasm may round them to fewer bits on a GPU " +
        "in the cell (the base); train it on a processor, such as on onnx or simd",
      "m.json:1:88: base.model.batchNorm: a private training clips each text's own gradient, and batch normalization mixes the texts " +
        "of a batch in the cell (the base); leave one of them out",
    ]);
  });

  test("levers on the validation loss are valid if the cells without validation rows are excluded", () => {
    const text = JSON.stringify({
      name: "a",
      axes: { validation: [0, 0.1], schedule: ["constant", "steered"] },
      exclude: [{ validation: 0, schedule: "steered" }],
      accuracyFloor: { atLeast: 0.8 },
    });
    expect(parseMatrix(text, "m.json", NAMES).axes).toHaveLength(2);
  });

  test.each(['"baseline": { "batchSize": 8 }', '"accuracyFloor": { "atLeast": 0.9 }'])(
    "an exclude that leaves no cell leaves nothing to run, whatever the baseline: %s",
    (rest) => {
      const text = `{ "name": "a", "axes": { "batchSize": [8, 16] }, "exclude": [{ "batchSize": 8 }, { "batchSize": 16 }], ${rest} }`;
      expect(() => parseMatrix(text, "m.json", NAMES)).toThrow(
        new NothingToRunError(
          "m.json: exclude removes every cell, so there is nothing to run; take an entry out of it",
        ),
      );
    },
  );

  test("the only cell that an exclude leaves is its own baseline", () => {
    const text = '{ "name": "a", "axes": { "batchSize": [8, 16] }, "exclude": [{ "batchSize": 8 }] }';
    expect(parseMatrix(text, "m.json", NAMES).baseline).toEqual({ written: {}, given: {} });
  });

  test("too many runs, reported where most of them come from", () => {
    const long = Array.from({ length: 101 }, (_, index) => index + 1);
    expect(refusals(JSON.stringify({ name: "a", axes: { batchSize: long, epochs: long } }))).toEqual([
      "m.json:1:13: axes: must give at most 10000 runs, got 10201 = (axes 10201 + include 0) x seeds 1 x repeats 1; " +
        "shorten an axis, or take fewer seeds or repeats",
    ]);
    const tooLong = '{ "name": "a", "repeats": 10000, "axes": { "batchSize": [8, 16] }, "baseline": { "epochs": 3 } }';
    expect(refusals(tooLong).map((line) => line.split(": ")[1])).toEqual(["repeats", "baseline"]);
    const include = long.slice(1).map((more) => ({ epochs: 1000 + more }));
    expect(
      refusals(JSON.stringify({ name: "a", include, seeds: [1, 2], repeats: 50, baseline: { epochs: 10 } })),
    ).toEqual([
      expect.stringMatching(
        /: include: must give at most 10000 runs, got 10100 = \(axes 1 \+ include 100\) x seeds 2 x repeats 50;/,
      ),
    ]);
  });
});

describe("an impossible list of techniques is reported where the misplaced one is written", () => {
  test("on an axis, once for all its cells", () => {
    const text =
      '{ "name": "a",\n"base": { "techniques": ["int8"] },\n' +
      '"axes": {\n"pruning": ["none",\n"prune"], "epochs": [1, 2] }, "baseline": { "pruning": "none", "epochs": 1 } }';
    expect(refusals(text)).toEqual(["m.json:5:1: axes.pruning[1]: prune cannot follow int8"]);
  });

  test("in the base, by its place in the list", () => {
    const text = '{ "name": "a", "base": { "techniques": ["int8",\n"prune"] }, "axes": { "epochs": [1, 2] } }';
    expect(refusals(text)).toContain("m.json:2:1: base.techniques[1]: prune cannot follow int8");
  });

  test("in an included cell", () => {
    const text = '{ "name": "a",\n"include": [{ "techniques": ["int8"], "pruning":\n"prune" }] }';
    expect(refusals(text)).toContain("m.json:3:1: include[0].pruning: prune cannot follow int8");
  });

  test("unless it is excluded", () => {
    const text =
      '{ "name": "a", "axes": { "techniques": [[], ["int8"]], "pruning": ["none", "prune"] },' +
      ' "exclude": [{ "techniques": ["int8"], "pruning": "prune" }], "baseline": { "pruning": "prune" } }';
    expect(parseMatrix(text, "m.json", NAMES).exclude).toHaveLength(1);
  });
});
