import { describe, expect, test } from "vitest";
import type { Json } from "../../../harness/base/canonical-json.ts";
import type { Plan } from "../../../harness/contract/index.ts";
import { corpusKey, teacherTrainings, trainingKey } from "../../../harness/measure/artifact-keys.ts";
import { buildPlan, unlabelledSpecs } from "../../../harness/measure/plan.ts";
import { estimateTime } from "../../../harness/measure/runner/estimate.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { NAMES } from "./matrix/names.ts";
import { BROWN, matrixOf, planOf } from "./planned.ts";

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
