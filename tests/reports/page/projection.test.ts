import { expect, test } from "vitest";
import { isProjection, projectionOf } from "../../../harness/judge/projection/projection.ts";
import { PUBLISHED_MODELS } from "../../../harness/judge/projection/published-models.ts";
import { projectionCharts } from "../../../reports/charts/projection.ts";
import { projectionSection } from "../../../reports/page/projection.ts";
import { powerText, sizeText, timeText } from "../../../reports/words/projection/amounts.ts";
import { trustLead, trustText } from "../../../reports/words/projection/trust.ts";
import { sizedAnalysis } from "../../fixtures/sized-run.ts";
import { expectSectionTranslated, expectTranslated } from "../in-chinese.ts";
import { summaryJson } from "../summary-texts.ts";

const analysis = sizedAnalysis({ otherUsdPerMillion: 50 });
const names = [
  analysis.configurations.map(({ label }) => label),
  PUBLISHED_MODELS.map(({ name, source }) => [name, source]),
  "Transformer",
];

test("the section begins with how far figures can be continued, in both languages", () => {
  const english = projectionSection(analysis, []).markup;
  expect(english).toMatch(
    /<strong>Up to 102 M parameters, training time, memory of training, time to serve a text and memory of serving can be continued; beyond that, numbers are an illustration\./,
  );
  expect(english).toContain("impossible: weights alone take 700 GB");
  expect(english).toContain("7.14 times the");
  expectSectionTranslated(english, projectionSection(analysis, [], "zh").markup, names);
});

test("why a figure is not continued is said with the numbers of its check", () => {
  const found = projectionOf(sizedAnalysis({ columns: [1, 16, 1024] }), PUBLISHED_MODELS);
  if (!isProjection(found)) throw new Error("no projection");
  const serving = found.quantities.find(({ quantity }) => quantity === "serveMs")!;
  expect(trustText(serving, "en")).toBe(
    "Time to serve a text is trusted between 10,000 and 10.2 M parameters and not beyond; there are too few sizes to hold one out.",
  );
  expect(trustLead(found, "en")).toMatch(/^Nothing here can be continued beyond the 10\.2 M parameters/);
  for (const text of [trustLead, (...[, language]: Parameters<typeof trustLead>) => trustText(serving, language)])
    expectTranslated(text(found, "en"), text(found, "zh"));
});

test("each figure has a chart of what was measured, the fit, its band and the published sizes", () => {
  for (const { draw } of projectionCharts) {
    const [english, chinese] = [draw(analysis, "en")!, draw(analysis, "zh")!];
    for (const part of ["title", "description"] as const) expectTranslated(english[part], chinese[part]);
    const text = JSON.stringify(english.spec);
    for (const { name } of PUBLISHED_MODELS) expect(text).toContain(`"${name}"`);
  }
});

test("summary.json has the same; a run of too few sizes has none of it", () => {
  const { projection } = JSON.parse(summaryJson(analysis));
  expect(projection.text).toMatch(/^Up to 102 M parameters/);
  expect(projection.quantities[0].models.at(-1).model.name).toBe("GPT-3");
  const few = sizedAnalysis({ columns: [1, 16] });
  expect(JSON.parse(summaryJson(few)).projection).toBeUndefined();
  expect(projectionSection(few, []).markup).toBe("");
  for (const { draw } of projectionCharts) expect(draw(few, "en")).toBeNull();
});

test.each([
  [0.17, "0.17 ms"],
  [1999, "2,000 ms"],
  [90_000, "90 s"],
  [7.2e6, "2 hours"],
  [400 * 86_400_000, "400 days"],
  [73e9 * 86_400, "200,000 years"],
])("%d ms is %s", (ms, text) => {
  expect(timeText(ms, "en")).toBe(text);
});

test("powers have two decimals, and none is minus nothing", () => {
  expect([0.4983, 1, -0.0312, -2e-16].map(powerText)).toEqual(["0.50", "1.00", "−0.03", "0.00"]);
});

test("sizes have three digits from a million on", () => {
  expect([2097, 2_566_193, 8.03e9, 175e9].map(sizeText)).toEqual(["2,097", "2.57 M", "8.03 B", "175 B"]);
});
