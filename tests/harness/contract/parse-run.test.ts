import { describe, expect, test } from "vitest";
import type { Json } from "../../../harness/base/canonical-json.ts";
import { type JsonPath, pathText } from "../../../harness/base/documents/problems.ts";
import { RecordError } from "../../../harness/base/errors.ts";
import { parsePlan, parseRecord, parseRunLine } from "../../../harness/contract/parse-run.ts";
import {
  failedRecord,
  makePlan,
  okRecord,
  skippedRecord,
  taughtRecord,
  timeoutRecord,
} from "../../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const [cell] = plan.cells;
const ok = taughtRecord(cell!);

/** Parts of a file that can hold any values of a matrix or a plugin, so that nothing in them is invalid. */
const FREE = [
  /^axes\.[^.]+\[/,
  /(^|\.)fields\./,
  /^baseline\./,
  /(optimizer|schedule)\.(?!name)/,
  /techniques\[\d+\]\.(?!name)/,
];

/** Every value of a file by its path, except the file itself. */
function paths(value: Json, path: JsonPath = []): JsonPath[] {
  const inner =
    value === null || typeof value !== "object"
      ? []
      : Object.entries(value).flatMap(([key, item]) =>
          paths(item, [...path, Array.isArray(value) ? Number(key) : key]),
        );
  return path.length === 0 ? inner : [path, ...inner];
}

/** The file with the value at a path replaced, or removed if it is undefined. */
function withValue(root: unknown, [key, ...rest]: JsonPath, value: Json | undefined): unknown {
  if (key === undefined) return value;
  if (Array.isArray(root)) return root.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  const object = root as Record<string, unknown>;
  return { ...object, [key]: withValue(object[key], rest, value) };
}

/** An invalid value for the field. No nullable field can be true. */
function wrongFor(value: Json | undefined): Json {
  if (value === null) return true;
  return Array.isArray(value) ? {} : [];
}

function valueAt(root: unknown, path: JsonPath): Json | undefined {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], root) as Json;
}

describe.each([
  ["an ok record", ok],
  ["a skipped record", skippedRecord(cell!)],
  ["a failed record", failedRecord(cell!)],
  ["a record of a timeout", timeoutRecord(cell!)],
])("%s", (_, record) => {
  const all = paths(record as unknown as Json).filter((path) => !FREE.some((free) => free.test(pathText(path))));
  const read = (value: unknown) => parseRecord(JSON.stringify(value));

  test("is read as it was written, unknown fields included", () => {
    const more = { ...record, note: { by: "someone" }, host: { ...record.host, kernel: "6.1" } };
    expect(read(more)).toEqual(more);
  });

  test("a field of another type is refused by name", () => {
    expect(all.length).toBeGreaterThan(40);
    for (const path of all) {
      expect(() => read(withValue(record, path, wrongFor(valueAt(record, path)))), pathText(path)).toThrow(
        pathText(path),
      );
    }
  });

  test("a missing field is refused by name, unless it is optional", () => {
    const optional = ["usage.teaching", "cost.teacherUsd"];
    for (const path of all.filter((one) => typeof one.at(-1) === "string" && !optional.includes(pathText(one)))) {
      expect(() => read(withValue(record, path, undefined)), pathText(path)).toThrow(pathText(path));
    }
  });
});

test.each<[JsonPath, Json, string]>([
  [["status"], "done", 'status: must be one of "ok", "skipped", "failed", "timeout", got "done"'],
  [
    ["startedAt"],
    "yesterday",
    'startedAt: must be a time in ISO 8601, such as 2026-08-01T10:00:00.000Z, got "yesterday"',
  ],
  [["repeat"], 1.5, "repeat: must be a whole number, got 1.5"],
  // Folders are called so.
  [
    ["experiment", "id"],
    "../../elsewhere",
    'experiment.id: must be an experiment\'s id: letters, digits, _ and -, got "../../elsewhere"',
  ],
  [["experiment", "model", "hidden", 0], null, "experiment.model.hidden[0]: must be a number, got null"],
  [
    ["experiment", "training", "batchSize"],
    "all",
    'experiment.training.batchSize: must be a whole number or "full", got "all"',
  ],
  [["quality", "accuracy"], "0.8", 'quality.accuracy: must be a number, got "0.8"'],
  [["quality", "correct"], "~", 'quality.correct: must be a bitset in base64, got "~"'],
  [["training", "history", 0, "epoch"], {}, "training.history[0].epoch: must be a number, got {}"],
  [
    ["usage", "serve", "textsPerSecondRange"],
    [1],
    "usage.serve.textsPerSecondRange: must have at least 2 entries, got [1]",
  ],
  [
    ["executed", "inputForm"],
    "sparse",
    'executed.inputForm: must be one of "padded", "distinct", "words", "texts", got "sparse"',
  ],
])("a record whose %j is %j says what was needed and what came", (path, value, message) => {
  const line = JSON.stringify(withValue(ok, path, value));
  expect(() => parseRunLine(line)).toThrow(new RecordError(message));
});

describe("answers by class that no model can have given", () => {
  const answered = okRecord(plan.cells[0]!, {
    test: {
      labels: [0, 1, 1],
      predictions: [0, 1, 0],
      calibration: [
        [8, 1, 0, 0.55],
        [14, 2, 2, 0.98],
      ],
    },
  });

  test.each<[readonly (string | number)[], Json, string]>([
    [["test", "confusion", 0, 2], 2, "quality.test.confusion: must count 3 rows, got 4"],
    [["test", "confusion", 0, 2], -1, "quality.test.confusion[0][2]: must be at least 1, got -1"],
    [["test", "confusion", 0, 0], 7, "quality.test.confusion: must have labels below 2, the number of classes"],
    [["test", "perClass", "f1"], [1], "quality.test.perClass: must have one entry per class"],
    [["test", "calibration", 0, 1], 2, "quality.test.calibration: must count 3 rows, got 4"],
    [["test", "calibration", 0, 2], 2, "quality.test.calibration: must have no more rows that are right than rows"],
  ])("%j = %j is refused with its line and field", (path, value, message) => {
    const line = JSON.stringify(withValue(answered as unknown as Json, ["quality", ...path], value));
    expect(() => parseRunLine(line)).toThrow(message);
  });
});

describe("a plan", () => {
  const read = (value: unknown) => parsePlan(JSON.stringify(value, null, 2), "plan.json");
  const all = paths(plan as unknown as Json).filter((path) => !FREE.some((free) => free.test(pathText(path))));

  test("is read as it was written, unknown fields included", () => {
    const more = {
      ...plan,
      note: "mine",
      matrixFile: "matrices/mine.json",
      unlabelled: [{ id: "a@1", spec: "a" }],
      measuredSince: "2026-08-01T10:00:00Z",
    };
    expect(read(more)).toEqual(more);
  });

  test("a field of another type is refused by line, column and field", () => {
    for (const path of all) {
      const message = new RegExp(`^plan\\.json:\\d+:\\d+: ${pathText(path).replace(/[[\].]/g, "\\$&")}`);
      expect(() => read(withValue(plan, path, wrongFor(valueAt(plan, path)))), pathText(path)).toThrow(message);
    }
  });

  test("a missing field is refused by name", () => {
    for (const path of all.filter((one) => typeof one.at(-1) === "string")) {
      // The names of axes come from the matrix.
      if (path[0] === "axes" && path.length === 2) continue;
      expect(() => read(withValue(plan, path, undefined)), pathText(path)).toThrow(`: ${pathText(path)}`);
    }
  });

  test.each([
    ["null", "plan.json:1:1: must be an object, got null"],
    ["[]", "plan.json:1:1: must be an object, got []"],
    ["{}", "plan.json:1:1: schema: a schema from 1 to 3 was needed, got none"],
    [JSON.stringify({ ...plan, cells: [] }), /^plan\.json:1:\d+: cells: must have at least 1 entry, got \[\]/],
  ])("one that is none is refused in one sentence: %s", (text, message) => {
    expect(() => parsePlan(text, "plan.json")).toThrow(message);
    expect(() => parsePlan(text, "plan.json")).toThrow(/^[^\n]*; run the matrix again to rewrite it$/);
  });

  test("each problem has a line of its own with the place of its value, in the order of the file", () => {
    const text =
      '{\n  "schema": 3,\n  "name": 5,\n  "code": "c", "axes": [],\n  "seeds": [1, "two"], "repeats": 1,\n  "baseline": null,\n  "quality": [{ "figure": "acuracy", "label": null, "atLeast": 1 }],\n  "datasets": [], "offers": [], "cells": []\n}';
    expect(() => parsePlan(text, "plan.json")).toThrow(
      new RecordError(
        [
          "plan.json:3:11: name: must be text in double quotes, got 5",
          "plan.json:4:24: axes: must be an object, got []",
          'plan.json:5:16: seeds[1]: must be a number, got "two"',
          'plan.json:7:27: quality[0].figure: must be one of "accuracy", "macroF1", "balancedAccuracy", "f1", "precision", "recall", got "acuracy"',
          "plan.json:8:42: cells: must have at least 1 entry, got []",
          "plan.json: run the matrix again to rewrite it",
        ].join("\n"),
      ),
    );
  });

  test("a problem in a cell's field is reported at the field's line", () => {
    const text = JSON.stringify(withValue(plan, ["cells", 1, "experiment", "training", "epochs"], "ten"), null, 2);
    const line = text.split("\n").findIndex((one) => one.includes('"epochs": "ten"')) + 1;
    expect(() => parsePlan(text, "plan.json")).toThrow(
      `plan.json:${line}:21: cells[1].experiment.training.epochs: must be a number, got "ten"`,
    );
  });
});
