import { expect, test } from "vitest";
import { accuracy } from "../../../harness/judge/figures/catalogue/accuracy.ts";
import { p50Ms } from "../../../harness/judge/figures/catalogue/p50-ms.ts";
import { textsPerSecond } from "../../../harness/judge/figures/catalogue/texts-per-second.ts";
import type { Figure } from "../../../harness/judge/figures/figure.ts";
import { figureColumn, figuresIn } from "../../../reports/page/figure-columns.ts";
import { type CellTexts, cellTexts, tableData } from "../../../reports/page/table-data.ts";
import type { Language } from "../../../reports/words/language.ts";
import { expectTranslated } from "../in-chinese.ts";

const SPREAD = { middle: 0.87, low: 0.865, high: 0.872, runs: 3 };
const INTERVAL = { low: 0.861, high: 0.879, method: "rows" } as const;

function columnIn(language: Language, figure: Figure) {
  return figureColumn<null>(
    figure,
    true,
    () => () => SPREAD,
    () => INTERVAL,
    language,
  );
}

function cellIn(language: Language, figure: Figure): CellTexts {
  const table = tableData({
    id: "one",
    caption: "",
    columns: [columnIn(language, figure)],
    rows: [null],
    rowClass: () => "",
  });
  return cellTexts(table.columns[0]!, language)(0);
}

test.each(
  [...figuresIn("configurations"), ...figuresIn("runs"), ...figuresIn("validation-loss")].map(
    (one) => [one.name, one] as const,
  ),
)("the heading of %s is in Chinese with the same numbers", (_, figure) => {
  const [english, chinese] = [columnIn("en", figure), columnIn("zh", figure)];
  expectTranslated(english.title, chinese.title);
  expectTranslated(english.help, chinese.help, ["Cloud Carbon Footprint", "gzip", "NVIDIA"]);
});

test("a heading says what is pooled, and which direction is better", () => {
  expect(columnIn("en", accuracy).help).toMatch(
    / timed\. Mean over the trainings and its 95 % interval\. Higher is better\.$/,
  );
  expect(columnIn("zh", accuracy).help).toMatch(/比例。各次训练的平均值及其95 %置信区间。越高越好。$/);
  expect(columnIn("zh", textsPerSecond).help).toContain("推理服务各次采样的中位数");
});

test("a cell has its interval in the language of its column", () => {
  expect(cellIn("en", accuracy)).toMatchObject({ text: "87.0 %", detail: "86.1 – 87.9 %" });
  expect(cellIn("zh", accuracy)).toMatchObject({
    text: "87.0 %",
    meaning: "95 %置信区间为86.1 – 87.9 %，涵盖样本与训练；3次运行的范围为86.5 – 87.2 %",
  });
});

test("figures in small print take the range's place, and the pointer has it still", () => {
  expect(cellIn("en", p50Ms).detail).toMatch(/^p90: 0\.87 ms, p99: 0\.87 ms/);
  expect(cellIn("en", p50Ms).meaning).toBe(
    "95 % interval 0.861 – 0.879 ms, over rows and trainings; range 0.865 – 0.872 ms in 3 runs",
  );
});
