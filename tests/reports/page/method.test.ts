import { expect, test } from "vitest";
import type { Figure } from "../../../harness/judge/figures/figure.ts";
import { pooledFigure } from "../../../harness/judge/figures/figures.ts";
import { figuresIn } from "../../../reports/page/figure-columns.ts";
import { methodSection } from "../../../reports/page/method.ts";
import { figureTitle } from "../../../reports/words/figures/texts.ts";
import type { Language } from "../../../reports/words/language.ts";
import { analysisOf } from "../runs.ts";

/** What the section defines, in order. */
function termsIn(language: Language, run = "quant"): string[] {
  const { markup } = methodSection(analysisOf(run), language);
  return [...markup.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, term]) => term!);
}

/** Whether some configuration has it. */
const isMeasured = (figure: Figure) =>
  analysisOf("quant").configurations.some(({ figures }) => figures !== null && pooledFigure(figures, figure) !== null);

test("every figure that has a column is defined in either language, between the same terms", () => {
  const all = [...new Set([...figuresIn("configurations"), ...figuresIn("runs")])];
  const figures = all.filter((figure) => !figure.isShownIfMeasured || isMeasured(figure));
  expect(figures.length).toBeLessThan(all.length);
  const titlesIn = (language: Language) => figures.map((figure) => figureTitle(figure, language));
  const [english, chinese] = [termsIn("en"), termsIn("zh")];
  expect(english.slice(0, 2)).toEqual(["Runs", "Dollars"]);
  expect(english.slice(2, 2 + figures.length)).toEqual(titlesIn("en"));
  expect(chinese.slice(0, 2)).toEqual(["运行", "美元"]);
  expect(chinese.slice(2, 2 + figures.length)).toEqual(titlesIn("zh"));
  expect(chinese.length).toBe(english.length);
  expect(new Set(chinese).size).toBe(chinese.length);
});

test("figures that only some runs have are defined in those alone", () => {
  expect(termsIn("en", "scenarios")).toContain("$ per million requests");
  expect(termsIn("en")).not.toContain("$ per million requests");
});
