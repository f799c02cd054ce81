import { expect, test } from "vitest";
import { labelsOf } from "../../../harness/judge/analysis/labels.ts";
import { channelAxes, roundedScatter, scatterData } from "../../../reports/charts/pareto-data.ts";
import { channels } from "../../../reports/charts/pareto-legends.ts";
import { makePlan } from "../../fixtures/records.ts";
import { analysisOf } from "../runs.ts";

const axesOf = (axes: Readonly<Record<string, readonly (string | number)[]>>) =>
  channelAxes(labelsOf(makePlan({ axes })));

test("a runtime has the shape, what has the most values the color, and one axis alone has both", () => {
  expect(axesOf({ quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm", "cuda"] })).toEqual([
    "quantization",
    "serveBackend",
  ]);
  expect(axesOf({ serveBackend: ["onnx", "wasm"] })).toEqual(["serveBackend", "serveBackend"]);
  expect(axesOf({ batchSize: [32, 64, 128], epochs: [5, 10] })).toEqual(["batchSize", "epochs"]);
  // Ten values have neither enough colors nor enough shapes.
  expect(axesOf({ batchSize: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] })).toEqual([null, null]);
  expect(axesOf({})).toEqual([null, null]);
});

test("color and shape of one axis are of one field, of which Vega makes one legend", () => {
  const { color, shape } = scatterData(analysisOf("trainers"), "en")!;
  const { color: colored, shape: shaped } = channels({ color, shape });
  expect([colored?.field, shaped?.field]).toEqual(["color", "color"]);
  expect(shaped?.scale.range).toEqual(["circle", "diamond", "square", "triangle-up"]);
});

test("every figure that was measured is there, with a value for each configuration", () => {
  const { figures, configurations } = scatterData(analysisOf("quant"), "en")!;
  expect(figures.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["accuracy", "usdPerMillionTexts", "modelBytes"]),
  );
  for (const { name, middles } of figures) {
    expect(middles, name).toHaveLength(configurations.length);
    expect(
      middles.some((middle) => middle !== null),
      name,
    ).toBe(true);
  }
});

test("a page has figures to seven digits, of very many configurations to six, and whole numbers as they are", () => {
  const data = scatterData(analysisOf("quant"), "en")!;
  const [figure] = data.figures;
  const middles = [1 / 3, null, 123_456_789];
  const rounded = roundedScatter({ ...data, figures: [{ ...figure!, middles, lows: middles, highs: middles }] });
  expect(rounded.figures[0]!.middles).toEqual([0.3333333, null, 123_456_789]);
  const many = Array.from({ length: 2001 }, () => 1 / 3);
  const ofMany = roundedScatter({ ...data, figures: [{ ...figure!, middles: many, lows: many, highs: many }] });
  expect(ofMany.figures[0]!.lows[2000]).toBe(0.333333);
});
