import { beforeAll, describe, expect, test } from "vitest";
import { readManyCells } from "../../../../experiments/bench/page/many-cells.io.ts";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import type { RunLine } from "../../../../harness/contract/index.ts";
import type { Analysis } from "../../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { answersOn } from "../../../../harness/judge/quality/answers.ts";
import { countShapes } from "../../../fixtures/shapes.ts";

const CELLS = 200;
let analysis: Analysis;

beforeAll(async () => {
  const { plan, lines } = await readManyCells({ cells: CELLS });
  const random = randomStream(1, "shapes");
  // As they are when they are read from their files.
  const read = lines.map((line) => JSON.parse(JSON.stringify(line)) as RunLine);
  analysis = analyze(plan, read, () => random.nextFloat64());
});

test("objects of the same fields in the same order have one shape, of another order another", () => {
  const objects = [
    { a: 1, b: 2 },
    { a: 3, b: 4 },
    { b: 1, a: 2 },
  ];
  expect(countShapes(objects)).toBe(2);
});

/** What there is one of for each run, sample or figure of a configuration. */
const MANY: Readonly<Record<string, (of: Analysis) => object[]>> = {
  runs: ({ cells }) => cells.flatMap(({ run }) => run ?? []),
  samples: ({ cells }) => cells.flatMap(({ samples }) => samples),
  "answers to test rows": ({ cells }) => cells.flatMap(({ run }) => (run && answersOn(run, "test")) ?? []),
  figures: ({ configurations }) => configurations.flatMap(({ figures }) => figures ?? []),
  intervals: ({ configurations }) => configurations.flatMap(({ intervals }) => [...intervals.values()]),
};

/** A run or figure may be made in a few ways, such as with and without samples; none has a shape of its own. */
const MOST_SHAPES = 6;

describe("thousands of objects have few shapes", () => {
  test.each(Object.keys(MANY))("%s", (kind) => {
    const objects = MANY[kind]!(analysis);
    expect(objects.length).toBeGreaterThan(CELLS / 10);
    expect(countShapes(objects)).toBeLessThanOrEqual(MOST_SHAPES);
  });
});
