import { describe, expect, test, vi } from "vitest";
import { AXES, type Axis } from "../../../harness/contract/axes.ts";
import type { FieldTable } from "../../../harness/contract/fields.ts";
import { MODEL_FIELDS } from "../../../harness/contract/model-fields.ts";
import { parseRecord } from "../../../harness/contract/parse-run.ts";
import { SERVING_FIELDS } from "../../../harness/contract/serving-fields.ts";
import { TOKENIZER_FIELDS } from "../../../harness/contract/tokenizer-fields.ts";
import { matrixJsonSchema } from "../../../harness/measure/matrix/json-schema.ts";
import { parseMatrix } from "../../../harness/measure/matrix/parse.ts";
import { makePlan, skippedRecord } from "../../fixtures/records.ts";
import { NAMES } from "../measure/matrix/names.ts";
import { refusals } from "../measure/matrix/refusals.ts";

// All that a new field takes: one row.
vi.mock("../../../harness/contract/model-fields.ts", async (original) => {
  const module = await original<typeof import("../../../harness/contract/model-fields.ts")>();
  const { field } = await import("../../../harness/contract/fields.ts");
  const z = await import("zod");
  const heads = field({
    schema: z.int().min(1).max(64),
    default: 1,
    help: "Heads of attention.",
    absent: "at the default",
  });
  return { ...module, MODEL_FIELDS: { ...module.MODEL_FIELDS, heads } };
});

describe("a row added to the table of model fields", () => {
  const HEADS = "model.heads" as Axis;

  test("is an axis", () => {
    expect(AXES).toContain(HEADS);
    const text = '{ "name": "m", "accuracyFloor": { "atLeast": 0 }, "axes": { "model.heads": [1, 4] } }';
    const { cells } = parseMatrix(text, "m.json", NAMES);
    expect(cells.map(({ fields }) => fields)).toEqual([{ "model.heads": 1 }, { "model.heads": 4 }]);
  });

  test("has its default, and a place in the base and in the experiment", () => {
    const modelOf = (base: object) => {
      const { base: read, cells } = parseMatrix(JSON.stringify({ name: "m", base }), "m.json", NAMES);
      return { value: read[HEADS as keyof typeof read], model: cells[0]!.experiment.model };
    };
    const plain = modelOf({});
    expect(plain.value).toBe(1);
    // Absent at its default: earlier experiments keep their ids.
    expect(plain.model).not.toHaveProperty("heads");
    expect(modelOf({ model: { heads: 4 } })).toEqual({ value: 4, model: { ...plain.model, heads: 4 } });
  });

  test("is validated, and described in the schema for editors", () => {
    const [problem] = refusals('{ "name": "m", "base": { "model": { "heads": 0 } } }');
    expect(problem).toMatch(/base\.model\.heads: must be at least 1, got 0/);
    const [misspelled] = refusals('{ "name": "m", "axes": { "model.head": [1] } }');
    expect(misspelled).toMatch(/did you mean "model\.heads"\?/);
    const schema = JSON.parse(matrixJsonSchema());
    const row = { type: "integer", minimum: 1, maximum: 64, description: "Heads of attention." };
    expect(schema.properties.base.properties.model.properties.heads).toMatchObject({ ...row, default: 1 });
    expect(schema.properties.axes.properties["model.heads"].items).toMatchObject(row);
  });
});

test("a row added to the table is read from records, where it is absent from older ones and checked in newer ones", () => {
  const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
  const record = skippedRecord(cell!);
  const withHeads = (heads: unknown) => {
    const { experiment } = record;
    const line = JSON.stringify({ ...record, experiment: { ...experiment, model: { ...experiment.model, heads } } });
    return parseRecord(line);
  };
  expect(parseRecord(JSON.stringify(record))).toEqual(record);
  expect(withHeads(4).experiment.model).toEqual({ ...record.experiment.model, heads: 4 });
  expect(() => withHeads("4")).toThrow('experiment.model.heads: must be a number, got "4"');
});

test.each(Object.entries<FieldTable>({ model: MODEL_FIELDS, tokenizer: TOKENIZER_FIELDS, serving: SERVING_FIELDS }))(
  "every default of %s is valid for its field, and every help text is a sentence",
  (_, fields) => {
    for (const { schema, default: value, help } of Object.values(fields)) {
      expect(schema.parse(value)).toEqual(value);
      expect(help).toMatch(/^["A-Z].*\.$/);
    }
  },
);
