import { describe, expect, test } from "vitest";
import { loadKnownPlugins } from "../../../../harness/measure/matrix/known-names.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

describe("a valid matrix", () => {
  test("with only a name is the reference experiment, its own baseline", () => {
    const { cells, ...content } = parseMatrix('{ "name": "plain" }', "m.json", NAMES);
    expect(cells.map(({ fields, isBaseline }) => ({ fields, isBaseline }))).toEqual([{ fields: {}, isBaseline: true }]);
    expect(content).toEqual({
      name: "plain",
      description: null,
      given: [],
      labels: null,
      compliance: null,
      base: {
        dataset: "brown-press",
        "tokenizer.segmenter": "words",
        "tokenizer.fitOn": "train",
        "tokenizer.vocabulary": "counted",
        "tokenizer.mask": "none",
        "model.source": "reference",
        "model.vocabulary": 10_000,
        "model.maxLength": 500,
        "model.keep": "end",
        "model.embedding": 16,
        "model.initial": "random",
        "model.hidden": [24],
        "model.pooling": "all",
        "model.batchNorm": false,
        "model.residual": false,
        "model.dropout": 0,
        "model.bigrams": 0,
        "training.rows": "all",
        "training.frozen": "nothing",
        "training.workers": 1,
        "training.sync": "step",
        "training.leaving": 0,
        "training.owners": "alike",
        "training.proximal": 0,
        "training.secure": false,
        "serving.scenario": "closed-loop",
        "serving.batchSize": 256,
        "serving.maxBatch": 256,
        "serving.maxDelayMs": 0,
        "serving.p99BoundMs": 10,
        "serving.connections": 16,
        "serving.workers": 1,
        backend: "onnx",
        optimizer: { name: "adam", learningRate: 0.001 },
        schedule: { name: "constant" },
        batchSize: 32,
        epochs: 10,
        validation: 0.1,
        earlyStopping: null,
        threads: 1,
        threshold: null,
        techniques: [],
        distillation: null,
        privacy: null,
        pruning: null,
        quantization: null,
      },
      axes: [],
      include: [],
      exclude: [],
      joined: [],
      seeds: [1],
      repeats: 1,
      precision: null,
      baseline: { written: {}, given: {} },
      quality: [{ figure: "accuracy", label: null, withinPoints: 1 }],
      pricing: {},
    });
  });

  test("rules of quality name a figure, and a class where it belongs to one", () => {
    const text =
      '{ "name": "a", "quality": [{ "recall": "fraud", "atLeast": 0.8 }, { "macroF1": true, "withinPoints": 1 }] }';
    expect(parseMatrix(text, "m.json", NAMES).quality).toEqual([
      { figure: "recall", label: "fraud", atLeast: 0.8 },
      { figure: "macroF1", label: null, withinPoints: 1 },
    ]);
  });

  test("may have comments, trailing commas and a byte order mark", () => {
    const text = '\uFEFF{ // a comment\n "name": "plain", /* and another */ "seeds": [3, 4,], }';
    expect(parseMatrix(text, "m.json", NAMES).seeds).toEqual([3, 4]);
  });

  test("keeps axes in the order of the file, with values as written and as normalized", () => {
    const { axes } = parseMatrix(
      '{ "name": "a", "axes": { "optimizer": ["sgd"], "batchSize": [8], "quantization": ["float32", { "name": "int8", "bits": 8 }] }, "accuracyFloor": { "atLeast": 0.8 } }',
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
    expect(matrix.quality).toEqual([{ figure: "accuracy", label: null, atLeast: 0.85 }]);
    expect(matrix.pricing).toEqual({ wasm: "aws/c7i.large/us-east-1/on-demand" });
  });

  test("gives a backend a price of its own, billed by the second, with what it says of the machine", () => {
    const own = { usdPerHour: 0.12, source: "a bill", date: "2026-09-01" };
    const machine = { region: "office", terms: "owned", architecture: "arm64", vcpus: 8, notes: "shared" };
    const pricing = { onnx: own, wasm: { ...own, ...machine } };
    const matrix = parseMatrix(JSON.stringify({ name: "a", pricing }), "m.json", NAMES);
    const billing = { granularitySeconds: 1, minimumSeconds: 0 };
    expect(matrix.pricing).toEqual({
      onnx: { ...own, id: "own/onnx/own/own", region: "own", terms: "own", billing },
      wasm: { ...own, ...machine, id: "own/wasm/office/owned", billing },
    });
  });
});

describe("a text that is not JSON", () => {
  test.each([
    ["", "m.json:1:1: needs a value here, got the end of the file"],
    ['{ "name": "a"\n  "seeds": [1] }', 'm.json:2:3: needs a comma before this, got "seeds"'],
    ["{ 'name': \"a\" }", "m.json:1:3: is not JSON: a string needs double quotes, got 'name'"],
    ['{ "name": "a"', "m.json:1:14: needs a closing } here, got the end of the file"],
    ["[".repeat(6000), "m.json:1:65: is nested too deeply: at most 64 levels, got one more here"],
    [
      `{ "a": "[", /* [ */ "b": ${"[".repeat(64)}`,
      "m.json:1:89: is nested too deeply: at most 64 levels, got one more here",
    ],
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
    // what was needed, what came
    ["{}", "m.json:1:1: name: is missing: it must be text in double quotes"],
    [
      '{"name": "constructor"}',
      "m.json:1:10: name: is a property of all objects in JavaScript, by which Vega draws no chart; give another name",
    ],
    ["[]", "m.json:1:1: must be an object, got []"],
    [
      '{ "name": "a", "base": { "model": { "vocabulary": 2 } } }',
      "m.json:1:51: base.model.vocabulary: must be at least 3, got 2",
    ],
    ['{ "name": "a", "base": { "validation": 0.6 } }', "m.json:1:40: base.validation: must be at most 0.5, got 0.6"],
    ['{ "name": "a", "base": { "epochs": 2.5 } }', "m.json:1:36: base.epochs: must be a whole number, got 2.5"],
    ['{ "name": "a", "base": { "batchSize": 0 } }', "m.json:1:39: base.batchSize: must be at least 1, got 0"],
    [
      '{ "name": "a", "base": { "batchSize": "ful" } }',
      'm.json:1:39: base.batchSize: must be a whole number or "full", got "ful"',
    ],
    [
      '{ "name": "a", "base": { "model": { "hidden": [24, 0] } } }',
      "m.json:1:52: base.model.hidden[1]: must be at least 1, got 0",
    ],
    [
      '{ "name": "a", "axes": { "model.pooling": ["al"] } }',
      'm.json:1:44: axes.model.pooling[0]: must be one of "all", "words", got "al"',
    ],
    [
      '{ "name": "a", "base": { "model": { "batchNorm": "yes" } } }',
      'm.json:1:50: base.model.batchNorm: must be true or false, got "yes"',
    ],
    [
      '{ "name": "a", "base": { "model": { "dropout": 1 } } }',
      "m.json:1:48: base.model.dropout: must be below 1, got 1",
    ],
    [
      '{ "name": "a", "base": { "batchSize": 1 }, "axes": { "model.batchNorm": [true] } }',
      "m.json:1:39: base.batchSize: batch normalization needs at least 2 texts in a batch, and batchSize is 1 in the cell (model.batchNorm=true); enlarge it, or leave the cell out",
    ],
    [
      '{ "name": "a", "base": { "batchSize": 1, "model": { "batchNorm": true } } }',
      "m.json:1:39: base.batchSize: batch normalization needs at least 2 texts in a batch, and batchSize is 1 in the cell (the base); enlarge it, or leave the cell out",
    ],
    [
      '{ "name": "a", "base": { "backend": "wasm", "threads": 2 } }',
      "m.json:1:56: base.threads: backend wasm trains on one thread, and threads is 2 in the cell (the base); lower it, name another trainBackend, or leave the cell out",
    ],
    [
      '{ "name": "a", "base": { "threads": 5, "serveBackend": "wasm" } }',
      "m.json:1:37: base.threads: backend wasm serves on at most 4 threads, and threads is 5 in the cell (the base); lower it, name another serveBackend, or leave the cell out",
    ],
    ['{ "name": "a", "axes": { "epochs": [] } }', "m.json:1:36: axes.epochs: must have at least 1 entry, got []"],
    ['{ "name": "a", "axes": { "epochs": 3 } }', "m.json:1:36: axes.epochs: must be a list, got 3"],
    ['{ "name": "a", "seeds": [4294967296] }', "m.json:1:26: seeds[0]: must be at most 4294967295, got 4294967296"],
    [
      '{ "name": "a", "seeds": [1, 1] }',
      "m.json:1:29: seeds[1]: seed 1 is listed twice; use repeats to run a seed again",
    ],
    // sizes that are mistakes
    [
      '{ "name": "a", "precision": { "metric": "p50Ms", "relative": 0.1, "maxRepeats": 5 } }',
      'm.json:1:41: precision.metric: must be one of "usdPerMillionTexts", "textsPerSecond", "accuracy", got "p50Ms"',
    ],
    [
      '{ "name": "a", "precision": { "metric": "accuracy", "relative": 0.05, "maxRepeats": 9, "repeats": 1 } }',
      'm.json:1:88: precision.repeats: unknown field "repeats"; did you mean "maxRepeats"? (known: metric, relative, maxRepeats)',
    ],
    [
      '{ "name": "a", "seeds": [1, 2, 3], "precision": { "metric": "accuracy", "relative": 0.05, "maxRepeats": 2 } }',
      "m.json:1:105: precision.maxRepeats: must be at least 3, the number of seeds, since accuracy is repeated with further ones",
    ],
    ['{ "name": "a", "repeats": 3000000 }', "m.json:1:27: repeats: must be at most 10000, got 3000000"],
    ['{ "name": "a", "base": { "epochs": 20000 } }', "m.json:1:36: base.epochs: must be at most 10000, got 20000"],
    [
      `{ "name": "a", "base": { "model": { "hidden": [${Array(17).fill(1).join()}] } } }`,
      `m.json:1:47: base.model.hidden: must have at most 16 entries, got [${Array(17).fill(1).join()}]`,
    ],
    [
      '{ "name": "a", "base": { "validation": 1e999 } }',
      `m.json:1:40: base.validation: must be a number of magnitude at most ${Number.MAX_VALUE}, got 1e999`,
    ],
    [
      '{ "name": "a", "base": { "optimizer": { "name": "sgd", "learningRate": -1e999 } } }',
      `m.json:1:72: base.optimizer.learningRate: must be a number of magnitude at most ${Number.MAX_VALUE}, got -1e999`,
    ],
    ['{ "name": "a", "accuracyFloor": {} }', "m.json:1:33: accuracyFloor: must have either withinPoints or atLeast"],
    [
      '{ "name": "a", "accuracyFloor": { "atLeast": 0.8 }, "quality": [{ "accuracy": true, "atLeast": 0.8 }] }',
      "m.json:1:33: accuracyFloor: is short for a rule of quality: write the rule there, and leave this out",
    ],
    [
      '{ "name": "a", "quality": [{ "recal": "fraud", "atLeast": 0.8 }] }',
      'm.json:1:30: quality[0].recal: unknown field "recal"; did you mean "recall"? (known: accuracy, macroF1, balancedAccuracy, f1, precision, recall, withinPoints, atLeast)',
    ],
    [
      '{ "name": "a", "quality": [{ "atLeast": 0.8 }] }',
      "m.json:1:28: quality[0]: must name exactly one of accuracy, macroF1, balancedAccuracy, f1, precision, recall",
    ],
    [
      '{ "name": "a", "quality": [{ "accuracy": true, "recall": "fraud", "atLeast": 0.8 }] }',
      "m.json:1:28: quality[0]: must name exactly one of accuracy, macroF1, balancedAccuracy, f1, precision, recall",
    ],
    [
      '{ "name": "a", "quality": [{ "macroF1": 0.8, "atLeast": 0.8 }] }',
      "m.json:1:41: quality[0].macroF1: must be true, got 0.8",
    ],
    [
      '{ "name": "a", "quality": [{ "recall": true, "atLeast": 0.8 }] }',
      "m.json:1:40: quality[0].recall: must be text in double quotes, got true",
    ],
    [
      '{ "name": "a", "quality": [{ "recall": "fraud" }] }',
      "m.json:1:28: quality[0]: must have either withinPoints or atLeast",
    ],
    [
      '{ "name": "a", "base": { "threshold": { "recal": 0.9 } } }',
      'm.json:1:41: base.threshold.recal: unknown field "recal"; did you mean "recall"? (known: precision, recall, falseNegativeCost)',
    ],
    ['{ "name": "a", "base": { "threshold": 1 } }', "m.json:1:39: base.threshold: must be below 1, got 1"],
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
      'm.json:1:49: base.optimizer.name: unknown optimizer "adma"; did you mean "adam"? (known: adam, sgd, descent)',
    ],
    [
      '{ "name": "a", "base": { "optimizer": { "name": "sgd", "learningRate": -1 } } }',
      "m.json:1:72: base.optimizer.learningRate: must be above 0, got -1",
    ],
    [
      '{ "name": "a", "base": { "quantization": { "name": "float32", "bits": 8 } } }',
      "m.json:1:63: base.quantization.bits: quantization float32 takes no parameters; remove it",
    ],
    // early stopping
    [
      '{ "name": "a", "base": { "earlyStopping": 3 } }',
      'm.json:1:43: base.earlyStopping: must be "none" or { patience, minDelta, restoreBest }, got 3',
    ],
    [
      '{ "name": "a", "base": { "earlyStopping": "off" } }',
      'm.json:1:43: base.earlyStopping: must be "none" or { patience, minDelta, restoreBest }, got "off"',
    ],
    [
      '{ "name": "a", "axes": { "earlyStopping": [{ "patience": 0 }] } }',
      "m.json:1:58: axes.earlyStopping[0].patience: must be at least 1, got 0",
    ],
    [
      '{ "name": "a", "include": [{ "earlyStopping": { "patiense": 2 } }] }',
      'm.json:1:49: include[0].earlyStopping.patiense: unknown field "patiense"; did you mean "patience"? (known: patience, minDelta, restoreBest)',
    ],
    // names from outside the harness
    [
      '{ "name": "a", "base": { "dataset": "cvs:x.csv" } }',
      'm.json:1:37: base.dataset: unknown dataset "cvs"; did you mean "csv"? (known: brown-press, csv)',
    ],
    [
      '{ "name": "a", "base": { "dataset": "mails.csv,text=body" } }',
      'm.json:1:37: base.dataset: unknown dataset "mails.csv,text=body"; for a file, write "csv:mails.csv,text=body"',
    ],
    // fields of a group: nested in the base, dotted elsewhere
    [
      '{ "name": "a", "base": { "model.embedding": 8 } }',
      'm.json:1:26: base.model.embedding: unknown field "model.embedding"; in base, write "model": { "embedding": … }, or make it an axis',
    ],
    [
      '{ "name": "a", "axes": { "model": [{ "embedding": 8 }] } }',
      'm.json:1:26: axes.model: unknown axis "model"; here, write each of its fields with a dot, such as "model.source"',
    ],
    [
      '{ "name": "a", "include": [{ "serving": { "workers": 2 } }] }',
      'm.json:1:30: include[0].serving: unknown axis "serving"; here, write each of its fields with a dot, such as "serving.scenario"',
    ],
    // a setting that other tools have beside the optimizer
    ...["learningRate", "learning_rate", "lr"].flatMap((key): [string, string][] => [
      [
        `{ "name": "a", "base": { "${key}": 0.01 } }`,
        `m.json:1:26: base.${key}: unknown field "${key}"; it is the optimizer's: "optimizer": { "name": "adam", "learningRate": 0.01 }`,
      ],
      [
        `{ "name": "a", "axes": { "${key}": [0.01] } }`,
        `m.json:1:26: axes.${key}: unknown axis "${key}"; it is the optimizer's: "optimizer": { "name": "adam", "learningRate": 0.01 }`,
      ],
    ]),
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
      'm.json:1:37: pricing.wasm: unknown price "free" (known: aws/c7i.large/us-east-1/on-demand); pricewar prices lists them all',
    ],
    [
      '{ "name": "a", "pricing": { "wasm": 0.1 } }',
      "m.json:1:37: pricing.wasm: must be the id of an offer, or an object with a price, got 0.1",
    ],
    [
      '{ "name": "a", "pricing": { "wasm": { "usdPerHour": 1, "source": "a bill", "date": "soon" } } }',
      'm.json:1:84: pricing.wasm.date: must be a date such as 2026-09-01, got "soon"',
    ],
    [
      '{ "name": "a", "pricing": { "wasm": { "usdPerHour": 1, "source": " ", "date": "2026-09-01" } } }',
      'm.json:1:66: pricing.wasm.source: must not be blank, got " "',
    ],
    [
      '{ "name": "a", "pricing": { "wasm": { "usdPerHout": 1, "usdPerHour": 1, "source": "a bill", "date": "2026-09-01" } } }',
      'm.json:1:39: pricing.wasm.usdPerHout: unknown field "usdPerHout"; did you mean "usdPerHour"? (known: usdPerHour, source, date, region, terms, billing, architecture, vcpus, accelerator, notes)',
    ],
    // keys
    ['{ "name": "a", "name": "b" }', "m.json:1:16: name: occurs twice in the same object; keep one"],
    [
      '{ "name": "a", "base": { "optimizer": { "name": "adam", "__proto__": { "learningRate": 5 } } } }',
      "m.json:1:57: base.optimizer.__proto__: is a key with a special meaning in JavaScript; remove it",
    ],
    [
      '{ "name": "a", "__proto__": 1 }',
      "m.json:1:16: __proto__: is a key with a special meaning in JavaScript; remove it",
    ],
  ])("%s", (text, line) => {
    expect(refusals(text)).toEqual([line]);
  });

  test("a misspelled floor gets a suggestion", () => {
    expect(refusals('{ "name": "a", "accuracyFloor": { "withinPoint": 1 } }')).toEqual([
      'm.json:1:35: accuracyFloor.withinPoint: unknown field "withinPoint"; did you mean "withinPoints"? (known: withinPoints, atLeast)',
    ]);
  });

  test("a misspelled key does not hide problems of the cells", () => {
    const text =
      '{ "name": "A", "sedes": [1],\n"axes": { "batchSize": [8, 16] },\n"exclude": [{ "epochs": 3 }],\n"baseline": { "batchSize": 9 } }';
    expect(refusals(text).map((line) => line.split(": ").slice(0, 2).join(": "))).toEqual([
      "m.json:1:11: name",
      "m.json:1:16: sedes",
      "m.json:3:13: exclude[0]",
      "m.json:4:13: baseline",
    ]);
  });

  test.each([
    ["a misspelled baseline", '"basline": { "batchSize": 8 }', "basline"],
    ["a floor out of range", '"accuracyFloor": { "atLeast": 85 }', "accuracyFloor.atLeast"],
    [
      "an axis that cannot be read",
      '"baseline": { "batchSize": 9 }, "include": [{ "epochs": 0 }]',
      "include[0].epochs",
    ],
  ])("%s causes no reports about cells that may not be meant", (_, part, path) => {
    const lines = refusals(`{ "name": "a", "axes": { "batchSize": [8, 16] }, ${part} }`);
    expect(lines.map((line) => line.split(": ")[1])).toEqual([path]);
  });

  test("an optimizer that needs whole batches is refused with smaller ones, where it is named", () => {
    const refused = (cell: string) =>
      `optimizer descent needs "batchSize": "full", and batchSize is 32 in the cell ${cell}; use sgd for smaller batches`;
    expect(refusals('{ "name": "a", "base": { "optimizer": "descent" } }')).toEqual([
      `m.json:1:39: base.optimizer: ${refused("(the base)")}`,
    ]);
    const crossed = '{ "name": "a", "axes": { "optimizer": ["sgd", "descent"], "batchSize": [32, "full"] }';
    const rest = '"baseline": { "optimizer": "sgd", "batchSize": 32 } }';
    expect(refusals(`${crossed}, ${rest}`)).toEqual([
      `m.json:1:47: axes.optimizer[1]: ${refused("(optimizer=descent, batchSize=32)")}`,
    ]);
    const without = '"exclude": [{ "optimizer": "descent", "batchSize": 32 }]';
    expect(parseMatrix(`${crossed}, ${without}, ${rest}`, "m.json", NAMES).axes).toHaveLength(2);
    const included = '"axes": { "optimizer": ["sgd"] }, "include": [{ "optimizer": "descent" }]';
    expect(refusals(`{ "name": "a", ${included}, "baseline": { "optimizer": "sgd" } }`)).toEqual([
      `m.json:1:77: include[0].optimizer: ${refused("(optimizer=descent)")}`,
    ]);
  });

  test.each([
    [
      '{ "optimizer": { "name": "descent" } }',
      'optimizer: optimizer descent needs "batchSize": "full", and batchSize is 32',
    ],
    [
      '{ "schedule": { "name": "steered" } }',
      "schedule: the schedule steered needs validation rows, and validation is 0",
    ],
    ['{ "batchSize": 1 }', "batchSize: batch normalization needs at least 2 texts in a batch, and batchSize is 1"],
  ])("a teacher is refused for the same faults as its student: %s", (teacher, fault) => {
    const base = '"base": { "validation": 0, "model": { "batchNorm": true } }';
    const text = `{ "name": "a", ${base}, "axes": { "distillation": [{ "name": "distill", "teacher": ${teacher} }] } }`;
    expect(refusals(text)).toEqual([
      expect.stringContaining(`axes.distillation[0].teacher.${fault} in the teacher of the cell (distillation=`),
    ]);
  });

  test("settings that a teacher shares with its student are reported once, at the student; its own, at the teacher", () => {
    const distilling = (base: string, teacher: string) =>
      refusals(`{ "name": "a", "base": { ${base}, "techniques": [{ "name": "distill", "teacher": ${teacher} }] } }`);
    expect(distilling('"optimizer": "descent"', '{ "epochs": 3 }')).toEqual([
      expect.stringMatching(/: base\.optimizer: .* in the cell \(the base\);/),
    ]);
    expect(distilling('"optimizer": "descent", "batchSize": "full"', '{ "batchSize": 32 }')).toEqual([
      expect.stringMatching(
        /: base\.techniques\[0\]\.teacher\.batchSize: optimizer descent .* in the teacher of the cell/,
      ),
    ]);
    const sound = '"optimizer": "descent", "batchSize": "full"';
    const text = `{ "name": "a", "base": { ${sound}, "techniques": [{ "name": "distill", "teacher": { "epochs": 3 } }] } }`;
    expect(parseMatrix(text, "m.json", NAMES).base.techniques).toHaveLength(1);
  });

  test("each parameter of a plugin is reported at its own place", async () => {
    const names = { ...NAMES, ...(await loadKnownPlugins()) };
    const text =
      '{ "name": "a",\n"base": { "optimizer": { "name": "adam",\n "learningRat": 1,\n "beta1": 2 } },\n"axes": { "schedule": [{ "name": "constant", "rate": 1 }] } }';
    expect(refusals(text, names)).toEqual([
      'm.json:3:2: base.optimizer.learningRat: unknown parameter "learningRat"; did you mean "learningRate"? (known: learningRate, beta1, beta2, epsilon, clipNorm)',
      "m.json:4:11: base.optimizer.beta1: must be below 1, got 2",
      "m.json:5:46: axes.schedule[0].rate: schedule constant takes no parameters; remove it",
    ]);
  });

  test("parameters that cannot be combined are reported where the matrix writes one of them", async () => {
    const names = { ...NAMES, ...(await loadKnownPlugins()) };
    const text =
      '{ "name": "a", "axes": { "optimizer": ["adam", { "name": "lion", "learningRate": 4,\n"weightDecay": 0.3 }] } }';
    expect(refusals(text, names)).toEqual([
      expect.stringMatching(
        /^m\.json:2:16: axes\.optimizer\[1\]\.weightDecay: must be below 1 \/ learningRate, .* got 0\.3 with learningRate 4;/,
      ),
    ]);
  });

  test.each(["axes", "baseline", "include", "exclude"])("a misspelled axis in %s gets a suggestion", (key) => {
    const cell = { bakend: key === "axes" ? ["onnx"] : "onnx" };
    const value = key === "include" || key === "exclude" ? [cell] : cell;
    expect(refusals(JSON.stringify({ name: "a", [key]: value }))[0]).toContain(
      'unknown axis "bakend"; did you mean "backend"?',
    );
  });

  test("lines are counted with Windows line endings", () => {
    expect(refusals('{\r\n "name": "a",\r\n "repeats": 0 }')).toEqual([
      "m.json:3:13: repeats: must be at least 1, got 0",
    ]);
  });
});
