import { expect, test } from "vitest";
import { factsOf } from "../../../../reports/app/explore/facts.ts";
import { scatterData } from "../../../../reports/charts/pareto-data.ts";
import { selectable } from "../../../../reports/page/selectable.ts";
import { analysisOf } from "../../runs.ts";

const analysis = analysisOf("quant");
const sources = { all: selectable(analysis), scatter: scatterData(analysis)!, language: "en" } as const;

test("a configuration has its values, its verdict and its key figures, under the same terms as any other", () => {
  const facts = analysis.configurations.map(({ id }) => factsOf(id, sources)!);
  const terms = facts.map(({ lines }) => lines.map(({ term }) => term));
  for (const own of terms) expect(own).toEqual(terms[0]);
  expect(terms[0]).toEqual(expect.arrayContaining(["quantization", "serve backend", "Test accuracy", "Model file"]));
  const refused = analysis.configurations.findIndex(({ isEligible }) => !isEligible);
  expect(facts[refused]!.lines.find(({ term }) => term === "Can be the answer")!.text).toMatch(/^no: ./);
});

test("an id that the page does not know has no facts", () => {
  expect(factsOf("of another page", sources)).toBeNull();
});
