import { expect, test } from "vitest";
import { factsOf } from "../../../../reports/app/explore/facts.ts";
import { scatterData } from "../../../../reports/charts/pareto-data.ts";
import { selectable } from "../../../../reports/page/selectable.ts";
import { analysisOf } from "../../runs.ts";

const analysis = analysisOf("quant");
const sources = { all: selectable(analysis), scatter: scatterData(analysis, "en")!, language: "en" } as const;

test("a configuration has its values, its verdict and its key figures, under the same terms as any other", () => {
  const facts = analysis.configurations.map(({ id }) => factsOf(id, sources)!);
  const terms = facts.map(({ lines }) => lines.map(({ term }) => term));
  for (const own of terms) expect(own).toEqual(terms[0]);
  expect(terms[0]).toEqual(expect.arrayContaining(["quantization", "serve backend", "Test accuracy", "Model file"]));
  const refused = analysis.configurations.findIndex(({ isEligible }) => !isEligible);
  expect(facts[refused]!.lines.find(({ term }) => term === "Can be the answer")!.text).toMatch(/^no: ./);
});

test("in Chinese, an axis and what it lacks have words of their own", () => {
  const techniques = analysisOf("techniques");
  const all = selectable(techniques, "zh");
  const facts = factsOf(all.configurations[0]!.id, { all, scatter: scatterData(techniques, "en")!, language: "zh" })!;
  expect(facts.lines[0]).toEqual({ term: "剪枝", text: "无剪枝" });
});

test("an id that the page does not know has no facts", () => {
  expect(factsOf("of another page", sources)).toBeNull();
});
