import { describe, expect, test } from "vitest";
import type { Json } from "../../../harness/base/canonical-json.ts";
import type { Plan } from "../../../harness/contract/index.ts";
import { labelledId } from "../../../harness/contract/model-source.ts";
import { corpusKey } from "../../../harness/measure/artifact-keys.ts";
import { buildPlan } from "../../../harness/measure/plan.ts";
import type { KnownSource } from "../../../harness/measure/plan-content.ts";
import { jobsOf } from "../../../harness/measure/runner/jobs.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { NAMES } from "./matrix/names.ts";
import { BROWN, FOUR, MORE, matrixOf, planOf } from "./planned.ts";

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
