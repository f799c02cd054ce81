import { expect, test } from "vitest";
import { configurationsTable } from "../../../reports/page/configurations.ts";
import { dataTableMarkup } from "../../../reports/page/table.ts";
import { expectSectionTranslated } from "../in-chinese.ts";
import { analysisOf, RUNS } from "../runs.ts";
import { writtenColumn } from "../written-column.ts";

/** Names that are markup cannot be told from it. */
const NAMED = Object.keys(RUNS).filter((name) => name !== "hostile");

test.each(NAMED)("the table says the same in Chinese: %s", (name) => {
  const analysis = analysisOf(name);
  const [english, chinese] = (["en", "zh"] as const).map((language) =>
    dataTableMarkup(configurationsTable(analysis, language), language),
  );
  expectSectionTranslated(english!.markup, chinese!.markup, [
    analysis.configurations.map(({ label }) => label),
    [...analysis.labels.details.values()],
    analysis.configurations.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])),
  ]);
});

test("verdicts, intervals and finished runs in both languages", () => {
  const analysis = analysisOf("quant");
  const columnOf = (language: "en" | "zh", title: string) =>
    writtenColumn(configurationsTable(analysis, language), title);
  const [english, chinese] = [columnOf("en", "Verdict"), columnOf("zh", "判定")];
  const pairs = new Set(english.texts.map((text, row) => `${text} = ${chinese.texts[row]}`));
  expect(pairs).toEqual(
    new Set(["not told apart = 无法区分", "named, not proven = 已选中，未证实", "below the floor = 低于下限"]),
  );
  expect(columnOf("en", "vs baseline").details[0]).toBe("−1.2 to +0.3");
  expect(columnOf("zh", "与基线相比").details[0]).toBe("−1.2至+0.3");
  expect(columnOf("en", "Runs").texts[0]).toBe("3 of 3");
  expect(columnOf("zh", "运行").texts[0]).toBe("3/3");
});
