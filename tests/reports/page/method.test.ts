import { expect, test } from "vitest";
import { figuresIn } from "../../../reports/page/figure-columns.ts";
import { methodSection } from "../../../reports/page/method.ts";
import { figureTitle } from "../../../reports/words/figures/texts.ts";
import type { Language } from "../../../reports/words/language.ts";
import { analysisOf } from "../runs.ts";

/** What the section defines, in order. */
function termsIn(language: Language): string[] {
  const { markup } = methodSection(analysisOf("quant"), language);
  return [...markup.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, term]) => term!);
}

test("every figure of the tables is defined in either language, between the same terms", () => {
  const figures = [...new Set([...figuresIn("configurations"), ...figuresIn("runs")])];
  const titlesIn = (language: Language) => figures.map((figure) => figureTitle(figure, language));
  const [english, chinese] = [termsIn("en"), termsIn("zh")];
  expect(english.slice(0, 2)).toEqual(["Runs", "Dollars"]);
  expect(english.slice(2, 2 + figures.length)).toEqual(titlesIn("en"));
  expect(chinese.slice(0, 2)).toEqual(["运行", "美元"]);
  expect(chinese.slice(2, 2 + figures.length)).toEqual(titlesIn("zh"));
  expect(chinese.length).toBe(english.length);
  expect(new Set(chinese).size).toBe(chinese.length);
});
