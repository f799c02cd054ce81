import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../harness/errors.ts";
import { parseMatrix } from "../../../harness/matrix/parse.ts";
import { NAMES } from "./names.ts";

/** The lines of the error that a matrix text gives. */
function refusals(text: string): string[] {
  try {
    parseMatrix(text, "m.json", NAMES);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  throw new Error("the matrix was accepted");
}

describe("a sound matrix", () => {
  test("of a name alone is the document's experiment", () => {
    expect(parseMatrix('{ "name": "plain" }', "m.json", NAMES)).toEqual({
      name: "plain",
      description: null,
      base: {
        dataset: "brown-press",
        "tokenizer.segmenter": "words",
        "tokenizer.fitOn": "train",
        "model.vocabulary": 10_000,
        "model.maxLength": 500,
        "model.embedding": 16,
        "model.hidden": [24],
        "model.pooling": "all",
        backend: "onnx",
        optimizer: { name: "adam", learningRate: 0.001 },
        schedule: { name: "constant" },
        batchSize: 32,
        epochs: 10,
        validation: 0.1,
        threads: 1,
        techniques: [],
        distillation: null,
        pruning: null,
        quantization: null,
      },
      axes: [],
      include: [],
      exclude: [],
      seeds: [1],
      repeats: 1,
      baseline: null,
      accuracyFloor: { withinPoints: 1 },
      pricing: {},
    });
  });

  test("may have comments, trailing commas and a byte order mark", () => {
    const text = '\uFEFF{ // a comment\n "name": "plain", /* and another */ "seeds": [3, 4,], }';
    expect(parseMatrix(text, "m.json", NAMES).seeds).toEqual([3, 4]);
  });

  test("keeps axes in the order of the file, values as written and as read", () => {
    const { axes } = parseMatrix(
      '{ "name": "a", "axes": { "optimizer": ["sgd"], "batchSize": [8], "quantization": ["float32", { "name": "int8", "bits": 8 }] } }',
      "m.json",
      NAMES,
    );
    expect(axes).toEqual([
      { name: "optimizer", values: [{ written: { optimizer: "sgd" }, given: { optimizer: { name: "sgd" } } }] },
      { name: "batchSize", values: [{ written: { batchSize: 8 }, given: { batchSize: 8 } }] },
      {
        name: "quantization",
        values: [
          { written: { quantization: "float32" }, given: { quantization: null } },
          { written: { quantization: { name: "int8", bits: 8 } }, given: { quantization: { name: "int8", bits: 8 } } },
        ],
      },
    ]);
  });

  test("may set its floor as an accuracy and name prices", () => {
    const matrix = parseMatrix(
      '{ "name": "a", "accuracyFloor": { "atLeast": 0.85 }, "pricing": { "wasm": "aws/c7i.large/us-east-1/on-demand" } }',
      "m.json",
      NAMES,
    );
    expect(matrix.accuracyFloor).toEqual({ atLeast: 0.85 });
    expect(matrix.pricing).toEqual({ wasm: "aws/c7i.large/us-east-1/on-demand" });
  });
});

describe("a text that is not JSON", () => {
  test.each([
    ["", "m.json:1:1: needs a value here, got the end of the file"],
    ['{ "name": "a"\n  "seeds": [1] }', 'm.json:2:3: needs a comma before this, got "seeds"'],
    ["{ 'name': \"a\" }", "m.json:1:3: is not JSON: a string needs double quotes, got 'name'"],
    ['{ "name": "a"', "m.json:1:14: needs a closing } here, got the end of the file"],
  ])("%j is refused where it breaks", (text, line) => {
    expect(refusals(text)[0]).toBe(line);
  });
});

describe("refusals", () => {
  test("come all at once, in the order of the file", () => {
    const text = [
      "{",
      '  "name": "Quant 1",',
      '  "base": { "optimzer": "adam", "epochs": 0 },',
      '  "axes": {',
      '    "bakend": ["onnx"],',
      '    "quantization": ["itn8", 3]',
      "  },",
      '  "seeds": [1, 1]',
      "}",
    ].join("\n");
    const lines = refusals(text);
    expect(lines.map((line) => line.split(": ").slice(0, 2).join(": "))).toEqual([
      "m.json:2:11: name",
      "m.json:3:13: base.optimzer",
      "m.json:3:43: base.epochs",
      "m.json:5:5: axes.bakend",
      "m.json:6:22: axes.quantization[0]",
      "m.json:6:30: axes.quantization[1]",
      "m.json:8:16: seeds[1]",
    ]);
  });

  test.each([
    // what is needed, what came
    ["{}", "m.json:1:1: name: is missing: it must be text in double quotes"],
    ["[]", "m.json:1:1: must be an object, got []"],
    [
      '{ "name": "a", "base": { "model": { "vocabulary": 2 } } }',
      "m.json:1:51: base.model.vocabulary: must be at least 3, got 2",
    ],
    ['{ "name": "a", "base": { "validation": 0.6 } }', "m.json:1:40: base.validation: must be at most 0.5, got 0.6"],
    ['{ "name": "a", "base": { "batchSize": 2.5 } }', "m.json:1:39: base.batchSize: must be a whole number, got 2.5"],
    [
      '{ "name": "a", "base": { "model": { "hidden": [24, 0] } } }',
      "m.json:1:52: base.model.hidden[1]: must be at least 1, got 0",
    ],
    [
      '{ "name": "a", "axes": { "model.pooling": ["al"] } }',
      'm.json:1:44: axes.model.pooling[0]: must be one of "all", "words", got "al"',
    ],
    ['{ "name": "a", "axes": { "epochs": [] } }', "m.json:1:36: axes.epochs: must have at least 1 entry, got []"],
    ['{ "name": "a", "axes": { "epochs": 3 } }', "m.json:1:36: axes.epochs: must be a list, got 3"],
    ['{ "name": "a", "seeds": [4294967296] }', "m.json:1:26: seeds[0]: must be at most 4294967295, got 4294967296"],
    [
      '{ "name": "a", "seeds": [1, 1] }',
      "m.json:1:29: seeds[1]: seed 1 is listed twice; use repeats to run a seed again",
    ],
    ['{ "name": "a", "accuracyFloor": {} }', "m.json:1:33: accuracyFloor: must have either withinPoints or atLeast"],
    // plugins
    [
      '{ "name": "a", "base": { "optimizer": 3 } }',
      "m.json:1:39: base.optimizer: must be a name or { name, parameters }, got 3",
    ],
    [
      '{ "name": "a", "base": { "optimizer": {} } }',
      "m.json:1:39: base.optimizer.name: is missing: it must be text in double quotes",
    ],
    [
      '{ "name": "a", "base": { "optimizer": { "name": "adma" } } }',
      'm.json:1:49: base.optimizer.name: unknown optimizer "adma"; did you mean "adam"? (known: adam, sgd)',
    ],
    [
      '{ "name": "a", "base": { "optimizer": { "name": "sgd", "learningRate": -1 } } }',
      "m.json:1:39: base.optimizer: sgd: learningRate must be above 0, got -1",
    ],
    [
      '{ "name": "a", "base": { "quantization": { "name": "float32", "bits": 8 } } }',
      "m.json:1:42: base.quantization: quantization float32 takes no parameters",
    ],
    // names from outside the harness
    [
      '{ "name": "a", "base": { "dataset": "cvs:x.csv" } }',
      'm.json:1:37: base.dataset: unknown dataset "cvs"; did you mean "csv"? (known: brown-press, csv)',
    ],
    [
      '{ "name": "a", "baseline": { "serveBackend": "wsam" } }',
      'm.json:1:46: baseline.serveBackend: unknown backend "wsam"; did you mean "wasm"? (known: onnx, wasm)',
    ],
    [
      '{ "name": "a", "pricing": { "wasn": "x" } }',
      'm.json:1:37: pricing.wasn: unknown backend "wasn"; did you mean "wasm"? (known: onnx, wasm)',
    ],
    [
      '{ "name": "a", "pricing": { "wasm": "free" } }',
      'm.json:1:37: pricing.wasm: unknown price "free" (known: aws/c7i.large/us-east-1/on-demand)',
    ],
    // keys
    ['{ "name": "a", "name": "b" }', "m.json:1:16: name: stands twice in the same object; keep one"],
    [
      '{ "name": "a", "accuracyFloor": { "withinPoint": 1 } }',
      "m.json:1:33: accuracyFloor: must have either withinPoints or atLeast",
    ],
  ])("%s", (text, line) => {
    expect(refusals(text)[0]).toBe(line);
  });

  test.each(["axes", "baseline", "include", "exclude"])("a misspelt axis in %s gets a suggestion", (key) => {
    const cell = { bakend: key === "axes" ? ["onnx"] : "onnx" };
    const value = key === "include" || key === "exclude" ? [cell] : cell;
    expect(refusals(JSON.stringify({ name: "a", [key]: value }))[0]).toContain(
      'unknown axis "bakend"; did you mean "backend"?',
    );
  });

  test("lines are counted past Windows line ends", () => {
    expect(refusals('{\r\n "name": "a",\r\n "repeats": 0 }')).toEqual([
      "m.json:3:13: repeats: must be at least 1, got 0",
    ]);
  });
});

describe("cells that cannot be right", () => {
  test("two values of an axis that mean the same", () => {
    expect(refusals('{ "name": "a", "axes": { "quantization": ["none", "float32"] } }')).toEqual([
      'm.json:1:51: axes.quantization[1]: "float32" means the same as "none" before it; keep one',
    ]);
  });

  test("equal experiments of different cells, both named", () => {
    const text =
      '{ "name": "a", "axes": { "quantization": ["float32", "int8"] }, "include": [{ "techniques": ["int8"] }] }';
    expect(refusals(text)).toEqual([
      "m.json:1:77: include[0]: the cells (quantization=int8, techniques=[]) and " +
        '(quantization=float32, techniques=["int8"]) are the same experiment; keep one',
    ]);
  });

  test("an axis that another one makes idle", () => {
    const text =
      '{ "name": "a", "axes": { "backend": ["onnx", "wasm"], "trainBackend": ["onnx"], "serveBackend": ["onnx"] } }';
    expect(refusals(text)[0]).toContain("are the same experiment");
  });

  test("an exclude that matches no cell", () => {
    expect(refusals('{ "name": "a", "axes": { "batchSize": [8, 16] }, "exclude": [{ "batchSize": 32 }] }')).toEqual([
      "m.json:1:62: exclude[0]: must match a cell of the axes, matches none; write the values as the axes do, or remove it",
    ]);
  });

  test.each([
    ['{ "quantization": "int8" }', 2, "name serveBackend too"],
    ['{ "batchSize": 64 }', 0, "write the values as the axes do"],
    ["{}", 4, "name quantization, serveBackend too"],
  ])("the baseline %s, which matches %i cells of four", (baseline, count, wayOut) => {
    const axes = '{ "quantization": ["float32", "int8"], "serveBackend": ["onnx", "wasm"] }';
    expect(refusals(`{ "name": "a", "baseline": ${baseline},\n"axes": ${axes} }`)).toEqual([
      `m.json:1:28: baseline: must match exactly one cell a seed, matches ${count}; ${wayOut}`,
    ]);
  });

  test("more cells than anyone would wait for", () => {
    const long = Array.from({ length: 101 }, (_, index) => index + 1);
    expect(refusals(JSON.stringify({ name: "a", axes: { batchSize: long, epochs: long } }))).toEqual([
      "m.json:1:13: axes: must give at most 10000 cells, got 10201; shorten an axis",
    ]);
  });
});
