import { describe, expect, test } from "vitest";
import { canonicalJson, contentId, type Json } from "../../../harness/base/canonical-json.ts";
import { ConfigError, NothingToRunError } from "../../../harness/base/errors.ts";
import type { Plan, Price } from "../../../harness/contract/index.ts";
import { labelledId } from "../../../harness/contract/model-source.ts";
import { corpusKey, teacherTrainings, trainingKey } from "../../../harness/measure/artifact-keys.ts";
import { parseMatrix } from "../../../harness/measure/matrix/parse.ts";
import { buildPlan, datasetSpecs, filterPlan, unlabelledSpecs } from "../../../harness/measure/plan.ts";
import type { KnownSource } from "../../../harness/measure/plan-content.ts";
import { estimateTime } from "../../../harness/measure/runner/estimate.ts";
import { jobsOf } from "../../../harness/measure/runner/jobs.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { NAMES } from "./matrix/names.ts";

const BROWN = { id: "brown-press@0123456789ab", labels: ["other", "press"], rowCounts: { train: 80, test: 20 } };

const MORE = { ...BROWN, id: "more.csv@0123456789ab" };

function matrixOf(content: Record<string, Json>) {
  // A floor that needs no baseline, for matrices without one.
  const floor = "baseline" in content || "quality" in content ? {} : { accuracyFloor: { atLeast: 0.8 } };
  return parseMatrix(JSON.stringify({ name: "m", ...floor, ...content }), "m.json", NAMES);
}

function planOf(content: Record<string, Json>, code = "code1", prices: ReadonlyMap<string, Price> = new Map()): Plan {
  const datasets = new Map([["brown-press", BROWN]]);
  return buildPlan({
    matrix: matrixOf(content),
    datasets,
    code,
    changesTraining: NAMES.changesTraining,
    distillationOf: NAMES.distillationOf,
    defaultPriceId: (backend) => `maker/${backend}`,
    findPrice: priceNamed,
    prices,
  });
}

const FOUR = {
  axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] },
  baseline: { quantization: "float32", serveBackend: "onnx" },
};

describe("buildPlan", () => {
  test("holds the offers that its cells name, each once", () => {
    const { cells, offers } = planOf(FOUR);
    expect(offers).toEqual([priceNamed("maker/onnx"), priceNamed("maker/wasm")]);
    expect(new Set(cells.map(({ priceId }) => priceId))).toEqual(new Set(offers.map(({ id }) => id)));
  });

  test("holds a price that the matrix writes itself, and one given for the run in place of the matrix's", () => {
    const own = { usdPerHour: 0.12, source: "a bill", date: "2026-09-01" };
    const pricing = { onnx: own, wasm: "aws/c7i.large/us-east-1/on-demand" };
    const given = priceNamed("rack/box/office/owned");
    const { cells, offers } = planOf({ ...FOUR, pricing }, "code1", new Map([["wasm", given]]));
    expect(offers).toEqual([expect.objectContaining({ id: "own/onnx/own/own", usdPerHour: 0.12 }), given]);
    for (const { experiment, priceId } of cells) {
      expect(priceId).toBe(experiment.serving.backend === "onnx" ? "own/onnx/own/own" : given.id);
    }
  });

  test("refuses two prices of one id", () => {
    const prices = new Map(
      [1, 2].map((usdPerHour) => [["onnx", "wasm"][usdPerHour - 1]!, priceNamed("a/b/c/d", usdPerHour)]),
    );
    expect(() => planOf(FOUR, "code1", prices)).toThrow(
      /two prices are called a\/b\/c\/d; give one of them another id/,
    );
  });

  test("an experiment's id is the content id of all its other fields", () => {
    for (const { experiment } of planOf(FOUR).cells) {
      const { id, ...rest } = experiment;
      expect(id).toBe(contentId(rest));
    }
  });

  test("the reference experiment keeps its id: a change of the contract would orphan every record", () => {
    expect(planOf({}).cells.map(({ experiment }) => experiment.id)).toEqual(["be5af6d78540"]);
  });

  test("changed data makes another experiment", () => {
    const datasets = new Map([["brown-press", { ...BROWN, id: "brown-press@ba9876543210" }]]);
    const changed = buildPlan({
      matrix: matrixOf({}),
      datasets,
      code: "code1",
      changesTraining: NAMES.changesTraining,
      distillationOf: NAMES.distillationOf,
      defaultPriceId: () => "p",
      findPrice: priceNamed,
    });
    expect(changed.cells[0]?.experiment.id).not.toBe(planOf({}).cells[0]?.experiment.id);
  });

  test("a rule of quality on a class that the dataset lacks is refused with the nearest", () => {
    expect(() => planOf({ quality: [{ recall: "pres", atLeast: 0.8 }] })).toThrow(
      'quality: the recall of a class that brown-press@0123456789ab does not have: unknown class "pres"; did you mean "press"? (known: other, press)',
    );
    expect(planOf({ quality: [{ recall: "press", atLeast: 0.8 }] }).quality).toHaveLength(1);
  });

  test("a threshold is part of serving, and one half is absent", () => {
    const thresholds = [0.5, 0.3, { recall: 0.9 }];
    const cells = planOf({ axes: { threshold: thresholds }, baseline: { threshold: 0.5 } }).cells;
    const serving = { backend: "onnx", threads: 1 };
    const servingOf = (threshold: Json) =>
      cells.find(({ fields }) => canonicalJson(fields.threshold!) === canonicalJson(threshold))!.experiment.serving;
    expect(thresholds.map(servingOf)).toEqual([
      serving,
      { ...serving, threshold: 0.3 },
      { ...serving, threshold: { recall: 0.9 } },
    ]);
    expect(cells.map(({ experiment }) => experiment.id)).toContain(planOf({}).cells[0]!.experiment.id);
  });

  test("a threshold tells two classes apart, and is refused for more", () => {
    const datasets = new Map([["brown-press", { ...BROWN, labels: ["a", "b", "c"] }]]);
    const matrix = matrixOf({ base: { threshold: 0.3 } });
    const inputs = { datasets, code: "code1", defaultPriceId: () => "p", findPrice: priceNamed };
    const { changesTraining, distillationOf } = NAMES;
    expect(() => buildPlan({ matrix, ...inputs, changesTraining, distillationOf })).toThrow(
      "threshold: needs two classes, and brown-press@0123456789ab has 3; leave it out",
    );
  });

  test("cells that differ only in seed and repeat share a configuration", () => {
    const { cells } = planOf({ ...FOUR, seeds: [1, 2, 3], repeats: 2 });
    expect(cells).toHaveLength(24);
    expect(new Set(cells.map(({ configuration }) => configuration)).size).toBe(4);
    expect(new Set(cells.map(({ experiment }) => experiment.id)).size).toBe(12);
    expect(cells.filter(({ isBaseline }) => isBaseline)).toHaveLength(6);
  });

  test("runs repeat by repeat and seed by seed, each block with all configurations in an order of its own", () => {
    const { cells } = planOf({ ...FOUR, seeds: [9, 4], repeats: 2 });
    const turns = cells.map(({ repeat, experiment }) => `${repeat}/${experiment.training.seed}`);
    expect(turns).toEqual(["1/9", "1/4", "2/9", "2/4"].flatMap((turn) => [turn, turn, turn, turn]));
    const blocks = [0, 4, 8, 12].map((start) =>
      cells.slice(start, start + 4).map(({ configuration }) => configuration),
    );
    const configurations = [...blocks[0]!].sort();
    for (const block of blocks) expect([...block].sort()).toEqual(configurations);
    expect(new Set(blocks.map((block) => block.join())).size).toBeGreaterThan(1);
  });

  test("is the same every time, and does not depend on the order of the axes' values", () => {
    const order = (values: string[]) =>
      planOf({ axes: { quantization: values, serveBackend: ["onnx", "wasm"] } }).cells.map(
        ({ experiment }) => experiment.id,
      );
    expect(order(["float32", "int8"])).toEqual(order(["float32", "int8"]));
    expect(order(["int8", "float32"])).toEqual(order(["float32", "int8"]));
  });

  test("contains everything that a run folder needs", () => {
    const plan = planOf({
      ...FOUR,
      include: [{ quantization: "int4-blocks" }],
      pricing: { wasm: "aws/c7i.large/us-east-1/on-demand" },
    });
    expect(plan).toMatchObject({
      schema: 3,
      name: "m",
      code: "code1",
      axes: { quantization: ["float32", "int8", "int4-blocks"], serveBackend: ["onnx", "wasm"] },
      seeds: [1],
      repeats: 1,
      baseline: FOUR.baseline,
      quality: [{ figure: "accuracy", label: null, withinPoints: 1 }],
      datasets: [{ ...BROWN, spec: "brown-press" }],
    });
    for (const { experiment, priceId } of plan.cells) {
      expect(priceId).toBe(experiment.serving.backend === "wasm" ? "aws/c7i.large/us-east-1/on-demand" : "maker/onnx");
    }
  });

  test("prices change no experiment's id", () => {
    const other = "aws/c7i.large/us-east-1/on-demand";
    const [cells, priced] = [{}, { onnx: other, wasm: other }].map((pricing) => planOf({ ...FOUR, pricing }).cells);
    expect(priced!.every(({ priceId }) => priceId === other)).toBe(true);
    expect(cells!.some(({ priceId }) => priceId === other)).toBe(false);
    const ids = (of: typeof cells) => of!.map(({ experiment, configuration }) => [experiment.id, configuration]);
    expect(ids(priced)).toEqual(ids(cells));
  });

  test("names the datasets to open, each once", () => {
    const axes = { dataset: ["csv:a.csv", "brown-press"], batchSize: [8, 16] };
    expect(datasetSpecs(matrixOf({ axes }))).toEqual(["csv:a.csv", "brown-press"]);
  });

  test("refuses two names for the same rows", () => {
    const matrix = matrixOf({ axes: { dataset: ["csv:a.csv", "csv:./a.csv"] } });
    const same = { ...BROWN, id: "a.csv@0123456789ab" };
    const datasets = new Map([
      ["csv:a.csv", same],
      ["csv:./a.csv", same],
    ]);
    const build = () =>
      buildPlan({
        matrix,
        datasets,
        code: "code1",
        changesTraining: NAMES.changesTraining,
        distillationOf: NAMES.distillationOf,
        defaultPriceId: () => "p",
        findPrice: priceNamed,
      });
    expect(build).toThrow(ConfigError);
    expect(build).toThrow('{"dataset":"csv:a.csv"} and {"dataset":"csv:./a.csv"} are the same experiment');
  });
});

describe("artifact keys", () => {
  /** The number of distinct keys among the cells of a matrix. */
  const distinct = (key: typeof trainingKey, content: Record<string, Json>) =>
    new Set(planOf(content).cells.map((cell) => key(cell, "code1"))).size;

  test("equal training jobs share a key, however the model is compressed and wherever it is served", () => {
    expect(distinct(trainingKey, FOUR)).toBe(1);
  });

  test("the seed and the repeat are part of the training key", () => {
    expect(distinct(trainingKey, { ...FOUR, seeds: [1, 2, 3], repeats: 2 })).toBe(6);
  });

  test.each([
    "trainBackend",
    "batchSize",
    "epochs",
    "validation",
    "threads",
    "optimizer",
    "model.embedding",
    "model.batchNorm",
    "model.residual",
    "model.dropout",
    "model.bigrams",
    "tokenizer.fitOn",
  ])("so is %s", (axis) => {
    const values: Record<string, Json[]> = {
      trainBackend: ["onnx", "wasm"],
      optimizer: ["adam", "sgd"],
      validation: [0.1, 0.2],
      "model.batchNorm": [false, true],
      "model.residual": [false, true],
      "model.dropout": [0, 0.5],
      "tokenizer.fitOn": ["train", "all"],
    };
    expect(distinct(trainingKey, { axes: { [axis]: values[axis] ?? [2, 4] } })).toBe(2);
  });

  test("so is a technique that changes the training, and no other", () => {
    expect(distinct(trainingKey, { axes: { distillation: ["none", "distill"] } })).toBe(2);
    expect(distinct(trainingKey, { axes: { pruning: ["none", "prune"], distillation: ["distill"] } })).toBe(1);
  });

  test("encoded texts depend only on the vocabulary, the length, the end that is kept, the pairs of words and the validation share", () => {
    expect(distinct(corpusKey, { ...FOUR, seeds: [1, 2, 3] })).toBe(1);
    expect(distinct(corpusKey, { axes: { batchSize: [8, 16], "model.embedding": [4, 8] } })).toBe(1);
    expect(
      distinct(corpusKey, {
        axes: {
          "model.vocabulary": [100, 200],
          "model.maxLength": [50, 60],
          "model.keep": ["end", "start"],
          "model.bigrams": [0, 10],
          validation: [0, 0.1],
        },
      }),
    ).toBe(32);
  });

  test("other code gives other keys, and artifacts of different kinds never share a key", () => {
    const cell = planOf({}).cells[0]!;
    const keys = [
      trainingKey(cell, "code1"),
      trainingKey(cell, "code2"),
      corpusKey(cell, "code1"),
      corpusKey(cell, "code2"),
    ];
    expect(new Set(keys).size).toBe(4);
  });
});

describe("teachers", () => {
  // "distill" has two teachers, 64 wide, trained for 3 epochs.
  const content = {
    axes: { distillation: ["none", "distill"] },
    include: [{ distillation: "none", "model.embedding": 64, epochs: 3 }],
    seeds: [1, 2],
  };
  const plan = planOf(content);
  const students = plan.cells.filter(({ fields }) => fields.distillation === "distill");

  test("the first teacher's training is that of the plain cell with its fields and the student's seed", () => {
    for (const student of students) {
      const { seed } = student.experiment.training;
      const plain = plan.cells.find(
        ({ experiment }) => experiment.model.embedding === 64 && experiment.training.seed === seed,
      )!;
      const [first, second] = teacherTrainings(student);
      expect(trainingKey(first!, "code1")).toBe(trainingKey(plain, "code1"));
      expect(first!.experiment).toEqual(plain.experiment);
      expect(second!.experiment.training).toEqual({ ...plain.experiment.training, seed: expect.any(Number) });
      expect(corpusKey(second!, "code1")).toBe(corpusKey(student, "code1"));
    }
  });

  test("no two teachers share a seed, whichever student they have; cells without one have none", () => {
    const seeds = students.flatMap(({ teachers }) => teachers.map(({ training }) => training.seed));
    expect(new Set(seeds).size).toBe(4);
    expect(plan.cells.filter(({ teachers }) => teachers.length > 0)).toEqual(students);
  });

  test("each repeat has teachers of its own", () => {
    const keys = planOf({ axes: { distillation: ["distill"] }, repeats: 2 }).cells.flatMap((cell) =>
      teacherTrainings(cell).map((training) => trainingKey(training, "code1")),
    );
    expect(new Set(keys).size).toBe(4);
  });

  test("the estimated time counts each teacher once, even if it is a cell of the matrix", () => {
    // Four students and plain students, two cells that are a teacher, and each student's second teacher.
    expect(estimateTime(plan, plan.cells, []).trainings).toBe(8);
  });

  test("two distillations in one cell are refused", () => {
    const twice = { axes: { distillation: ["distill"] }, base: { techniques: ["distill"] } };
    expect(() => planOf(twice)).toThrow(/distill twice; keep one/);
  });

  describe("with word vectors", () => {
    const planWith = (id: string, embedding: number, teacher?: Json) => {
      const distillation = teacher === undefined ? {} : { distillation: { name: "distill", teacher } };
      const matrix = matrixOf({
        base: { model: { embedding }, ...distillation },
        axes: { "model.initial": ["random", "v.txt"] },
      });
      const { changesTraining, distillationOf } = NAMES;
      return buildPlan({
        matrix,
        datasets: new Map([["brown-press", BROWN]]),
        vectors: new Map([["v.txt", { id, width: 50, licence: "MIT" }]]),
        code: "code1",
        changesTraining,
        distillationOf,
        defaultPriceId: () => "p",
        findPrice: priceNamed,
      });
    };
    const initials = (plan: Plan) => plan.cells.map(({ experiment }) => experiment.model.initial);

    test("experiments name them by their content, and those of random numbers have none", () => {
      const plan = planWith("v.txt@1", 16);
      expect(initials(plan).sort()).toEqual(["v.txt@1", undefined]);
      expect(plan.vectors).toEqual([{ id: "v.txt@1", spec: "v.txt", licence: "MIT" }]);
      expect(initials(planWith("v.txt@2", 16)).sort()).toEqual(["v.txt@2", undefined]);
      const keys = new Set([...plan.cells, ...planWith("v.txt@2", 16).cells].map((cell) => corpusKey(cell, "code1")));
      expect(keys.size).toBe(3);
      expect(planOf({})).not.toHaveProperty("vectors");
    });

    test("an embedding may be as wide as they are, and no wider", () => {
      expect(planWith("v.txt@1", 50).cells).toHaveLength(2);
      expect(() => planWith("v.txt@1", 51)).toThrow(
        /model.embedding 51 is wider than the 50 numbers of each vector of model.initial "v.txt" in the cell .*; use at most 50/,
      );
    });

    test("a teacher, which begins with them too, may be no wider either", () => {
      expect(planWith("v.txt@1", 16, { model: { embedding: 50 } }).cells).toHaveLength(2);
      expect(() => planWith("v.txt@1", 16, { model: { embedding: 64 } })).toThrow(
        /model.embedding 64 is wider than the 50 numbers .* in the teacher of the cell .*; use at most 50/,
      );
    });
  });

  describe("with unlabelled texts", () => {
    const spec = { name: "distill", unlabelled: "csv:more.csv" };
    const planWith = (id: string, sourceId = id) => {
      const matrix = matrixOf({ axes: { distillation: [spec] } });
      const datasets = new Map<string, typeof BROWN & { readonly sourceId?: string }>([
        ["brown-press", BROWN],
        ["csv:more.csv", { ...BROWN, id, sourceId }],
      ]);
      const { changesTraining, distillationOf } = NAMES;
      return buildPlan({
        matrix,
        datasets,
        code: "code1",
        changesTraining,
        distillationOf,
        defaultPriceId: () => "p",
        findPrice: priceNamed,
      });
    };

    test("they are opened like a dataset, and changed texts make another experiment", () => {
      const matrix = matrixOf({ axes: { distillation: ["distill", spec] } });
      expect(unlabelledSpecs(matrix, NAMES.distillationOf)).toEqual(["csv:more.csv"]);
      const [cell] = planWith("more.csv@1").cells;
      expect(cell!.experiment.techniques).toEqual([{ ...spec, unlabelled: "more.csv@1" }]);
      expect(planWith("more.csv@2").cells[0]!.experiment.id).not.toBe(cell!.experiment.id);
      expect(planWith("more.csv@1").unlabelled).toEqual([{ spec: "csv:more.csv", id: "more.csv@1" }]);
      expect(planOf({})).not.toHaveProperty("unlabelled");
    });

    test("a cell's own rows are refused, since they include its test rows", () => {
      expect(() => planWith(BROWN.id)).toThrow(/unlabelled "csv:more.csv" is the dataset of the cell/);
      // The same rows under other options have another id.
      expect(() => planWith("brown-press,dedupe@1", BROWN.id)).toThrow(/is the dataset of the cell/);
    });
  });
});

describe("filterPlan", () => {
  const plan = planOf({ ...FOUR, seeds: [1, 2] });
  const kept = (...filters: string[]) =>
    filterPlan(plan, filters)
      .cells.map(
        ({ fields, experiment }) => `${fields.quantization} ${fields.serveBackend} ${experiment.training.seed}`,
      )
      .sort();

  test("no filter keeps everything", () => {
    expect(filterPlan(plan, []).cells).toEqual(plan.cells);
  });

  test("different keys must all match", () => {
    expect(kept("serveBackend=wasm", "quantization=int8")).toEqual(["int8 wasm 1", "int8 wasm 2"]);
  });

  test("the same key twice matches either", () => {
    expect(kept("seed=1", "serveBackend=wasm", "quantization=int8", "quantization=float32")).toEqual([
      "float32 wasm 1",
      "int8 wasm 1",
    ]);
  });

  test("a list is either of its values, and * matches anything", () => {
    expect(kept("seed=1,2", "serveBackend=wasm", "quantization=int*")).toEqual(["int8 wasm 1", "int8 wasm 2"]);
    expect(kept("quantization=flo*,int8", "seed=2", "serveBackend=o*x")).toEqual(["float32 onnx 2", "int8 onnx 2"]);
    expect(kept("model.hidden=[2*", "dataset=brown*", "seed=2")).toHaveLength(4);
  });

  test("a filter may name what the matrix does not vary, and a plugin by its name or as JSON", () => {
    expect(kept("optimizer=adam", "dataset=brown-press", "model.hidden=[24]")).toHaveLength(8);
    expect(kept('optimizer={"learningRate":0.001,"name":"adam"}')).toHaveLength(8);
  });

  test("does not modify the plan", () => {
    filterPlan(plan, ["seed=1"]);
    expect(plan.cells).toHaveLength(8);
  });

  test("an unknown key is refused with the nearest one", () => {
    expect(() => filterPlan(plan, ["serveBakend=wasm"])).toThrow(ConfigError);
    expect(() => filterPlan(plan, ["serveBakend=wasm"])).toThrow(
      'unknown field "serveBakend"; did you mean "serveBackend"?',
    );
  });

  test.each(["wasm", "=wasm"])("%s is not a filter", (filter) => {
    expect(() => filterPlan(plan, [filter])).toThrow(
      `--filter ${filter}: must be key=value, such as serveBackend=wasm`,
    );
  });

  test("a filter that leaves no cell lists the values that exist", () => {
    expect(() => filterPlan(plan, ["quantization=int3"])).toThrow(NothingToRunError);
    expect(() => filterPlan(plan, ["quantization=int3"])).toThrow(
      /^--filter quantization=int3 leaves no cell; in this matrix quantization is (int8 or float32|float32 or int8)$/,
    );
  });
});

describe("models of other sources", () => {
  const sources = new Map<string, KnownSource>([
    ["folder:a", { id: "folder:a@111111111111", licence: "MIT", isPretrained: true }],
    ["constant", { id: "constant", isPretrained: false }],
  ]);
  const planned = (content: Record<string, Json>, known = sources) => {
    const matrix = matrixOf(content);
    return buildPlan({
      changesTraining: NAMES.changesTraining,
      distillationOf: NAMES.distillationOf,
      matrix,
      datasets: new Map([
        ["brown-press", BROWN],
        ["csv:more.csv", MORE],
      ]),
      sources: known,
      code: "code1",
      defaultPriceId: (backend) => `maker/${backend}`,
      findPrice: priceNamed,
    });
  };
  const folder = (key: string) => key;
  const FOLDERS = {
    corpusFolder: folder,
    trainingFolder: folder,
    answersFolder: folder,
    modelFolder: folder,
    featuresPath: folder,
  };
  const AXES = { axes: { "model.source": ["reference", "folder:a", "constant"], epochs: [5, 20] } };

  test("are named by their content, and the plan says what is known of them", () => {
    const { cells, sources: listed, joined } = planned(AXES);
    const named = new Set(cells.map(({ experiment }) => experiment.model.source));
    expect(named).toEqual(new Set([undefined, "folder:a@111111111111", "constant"]));
    expect(listed).toEqual([
      { id: "folder:a@111111111111", spec: "folder:a", licence: "MIT", isPretrained: true },
      { id: "constant", spec: "constant" },
    ]);
    expect(joined).toHaveLength(2);
    expect(planOf(FOUR)).not.toHaveProperty("sources");
  });

  test("are other experiments once their content has changed", () => {
    const changed = new Map(sources).set("folder:a", { ...sources.get("folder:a")!, id: "folder:a@222222222222" });
    const idsOf = (known: typeof sources) => planned(AXES, known).cells.map(({ experiment }) => experiment.id);
    expect(idsOf(changed).filter((id) => !idsOf(sources).includes(id))).toHaveLength(1);
  });

  test("are other experiments where their labels are mapped, and the plan keeps the map for its jobs", () => {
    const labels = { POSITIVE: "good" };
    const id = labelledId("folder:a@111111111111", labels);
    expect(id).toMatch(/^folder:a@[0-9a-f]{12}$/);
    expect(id).not.toBe("folder:a@111111111111");
    expect(labelledId("folder:a@111111111111", { POSITIVE: "bad" })).not.toBe(id);
    expect(labelledId("folder:a@111111111111", undefined)).toBe("folder:a@111111111111");
    const mapped = new Map(sources).set("folder:a", { ...sources.get("folder:a")!, id, labelMap: labels });
    const plan = planned({ base: { model: { source: "folder:a" } } }, mapped);
    expect(plan.sources).toEqual([{ id, spec: "folder:a", licence: "MIT", isPretrained: true, labelMap: labels }]);
    expect(jobsOf(plan, FOLDERS).compress(plan.cells[0]!).source).toEqual({
      id,
      name: "folder",
      argument: "a",
      labelMap: labels,
    });
  });

  test("share their texts, whatever part of the rows they use; the reference's are encoded for each part", () => {
    const { cells } = planned({ axes: { ...AXES.axes, "training.rows": [10, "all"] }, seeds: [1, 2] });
    const keysOf = (isReference: boolean) =>
      new Set(
        cells
          .filter(({ experiment }) => (experiment.model.source === undefined) === isReference)
          .map((cell) => corpusKey(cell, "code1")),
      );
    expect(keysOf(false).size).toBe(1);
    // Ten rows of each of two seeds, and all.
    expect(keysOf(true).size).toBe(3);
  });

  test("teach by their content, and further teachers use the rows that their student uses", () => {
    const distillation = { name: "distill", teacher: { model: { source: "folder:a" } }, unlabelled: "rest" };
    const [cell] = planned({ base: { distillation, training: { rows: 10 } } }).cells;
    expect(cell?.experiment.techniques[0]?.teacher).toEqual({ model: { source: "folder:a@111111111111" } });
    expect(cell).toMatchObject({ unlabelled: "rest", teachers: [{ model: { source: "folder:a@111111111111" } }, {}] });
    const [own] = planned({ base: { distillation: { name: "distill" }, training: { rows: 10 } } }).cells;
    const [first, second] = own!.teachers;
    expect(first?.training).toMatchObject({ seed: 1, rows: 10 });
    expect(first?.training).not.toHaveProperty("rowsSeed");
    expect(second?.training).toMatchObject({ rows: 10, rowsSeed: 1 });
    expect(
      new Set([own!, { experiment: first! }, { experiment: second! }].map((one) => corpusKey(one, "c"))).size,
    ).toBe(1);
  });

  test("answer once for students of one dataset, whatever their seed, and anew in the labels of another one", () => {
    const distillation = {
      name: "distill",
      teacher: { model: { source: "folder:a" } },
      seeds: 1,
      unlabelled: "csv:more.csv",
    };
    const plan = planned({ base: { distillation }, seeds: [1, 2] });
    const keysIn = (some: Plan) =>
      new Set(
        some.cells.flatMap((cell) =>
          jobsOf(some, FOLDERS)
            .answers(cell)
            .map(({ key }) => key),
        ),
      );
    const other: Plan = JSON.parse(JSON.stringify(plan).replaceAll(BROWN.id, "brown-press@fedcba987654"));
    expect(keysIn(plan).size).toBe(2);
    expect(keysIn(other).size).toBe(2);
    expect([...keysIn(other)].filter((key) => keysIn(plan).has(key))).toEqual([]);
  });
});
