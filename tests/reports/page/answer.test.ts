import { expect, test } from "vitest";
import { answerSection } from "../../../reports/page/answer.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { plainOf } from "../page-text.ts";

/** "Cost …": "−50 %": what stands on the cards, by their names. */
function differencesIn(page: string): Readonly<Record<string, string>> {
  const cards = [...page.matchAll(/<dt>(.*?)<\/dt><dd>.*?<\/dd><dd class="difference ([^"]*)">(.*?)<\/dd>/gs)];
  return Object.fromEntries(
    cards.map(([, name, standing, text]) => [plainOf(name!), `${plainOf(text!)} (${standing})`]),
  );
}

test("at two prices, what is known of the cost is not said of the texts per second", () => {
  // onnx: $0.10 an hour; wasm: $0.01, so that half the cost is a fifth of the throughput.
  const made = makePlan({ axes: { serveBackend: ["onnx", "wasm"] }, seeds: [1, 2] });
  const cells = made.cells.map((cell) => ({ ...cell, priceId: `own/${cell.fields.serveBackend}/here/on-demand` }));
  const records = cells.map((cell) => {
    const isOnnx = cell.fields.serveBackend === "onnx";
    return okRecord(cell, { usdPerHour: isOnnx ? 0.1 : 0.01, usdPerMillionTexts: isOnnx ? 0.002 : 0.001 });
  });
  const page = answerSection(analyzed({ ...made, cells }, withSamples(records)), "en").markup;
  expect(differencesIn(page)).toMatchObject({
    "per million texts, on a machine that is always busy": "0.5× (better)",
    "texts per second": "0.2× (worse)",
  });
});

test("what stands for the baseline in a scenario is not said to differ from it", () => {
  const plan = makePlan({ axes: { "serving.scenario": ["closed-loop", "single-stream"] }, seeds: [1, 2, 3] });
  const records = plan.cells.map((cell) => okRecord(cell, { trainRun: cell.experiment.id }));
  const analysis = analyzed(plan, withSamples(records));
  expect(
    analysis.configurations.map(({ isBaseline, versusBaseline }) => [isBaseline, versusBaseline === null]),
  ).toEqual([
    [true, true],
    [true, false],
  ]);
  expect(answerSection(analysis, "en").markup).not.toContain("from the baseline");
});

test("a run without an answer is not said what to ship", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, accuracyFloor: { atLeast: 0.99 } });
  const page = answerSection(analyzed(plan, withSamples(plan.cells.map((cell) => okRecord(cell)))), "en").markup;
  expect(page).toContain("No configuration that finished");
  expect(page).not.toContain("ship");
});
