import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../../harness/judge/figures/catalogue/registry.ts";
import type { Figure } from "../../../../harness/judge/figures/figure.ts";
import {
  detailLabel,
  figureHelp,
  figureMethod,
  figureTitle,
  missingText,
  tileTitle,
} from "../../../../reports/words/figures/texts.ts";
import { expectTranslated } from "../../in-chinese.ts";

const FIGURES: readonly Figure[] = CATALOGUE;

/** What Chinese names in the same letters. */
const NAMES = [
  "Cloud Carbon Footprint",
  "model.onnx",
  "gzip",
  "CO2",
  "RAPL",
  "NVIDIA",
  "root",
  "PUE",
  "p50",
  "p90",
  "p99",
];
/** Labels that are symbols. */
const SYMBOL = /^(p[\d.]+|CO2e|gzip)$/;

describe.each(FIGURES.map((figure) => [figure.name, figure] as const))("%s", (_, figure) => {
  test("has the catalogue's texts in English", () => {
    expect(figureTitle(figure)).toBe(figure.title);
    expect(figureHelp(figure)).toBe(figure.help);
    expect(figureMethod(figure)).toBe(figure.method);
    expect(tileTitle(figure)).toBe(figure.tile);
    expect(detailLabel(figure)).toBe(figure.detail?.label ?? figure.title);
  });

  test("has the same texts in Chinese, with the same numbers", () => {
    expectTranslated(figure.title, figureTitle(figure, "zh"));
    expectTranslated(figure.help, figureHelp(figure, "zh"), NAMES);
    expectTranslated(figure.method ?? "", figureMethod(figure, "zh") ?? "", NAMES);
    expectTranslated(figure.tile ?? "", tileTitle(figure, "zh") ?? "");
    expectTranslated(figure.missing ?? "", missingText(figure.missing ?? "", "zh"));
    const label = detailLabel(figure);
    if (SYMBOL.test(label)) expect(detailLabel(figure, "zh")).toBe(label);
    else expectTranslated(label, detailLabel(figure, "zh"));
  });

  test("has a line of help without a period in Chinese, and sentences of method", () => {
    expect(figureHelp(figure, "zh")).not.toMatch(/[。.]$/);
    expect(figureMethod(figure, "zh") ?? "。").toMatch(/。$/);
  });
});

test("columns of one table have different headings in Chinese, too", () => {
  const titles = FIGURES.map((figure) => figureTitle(figure, "zh"));
  expect(new Set(titles).size).toBe(titles.length);
});

test("a figure that the catalogue lacks has its own words in either language", () => {
  const added = { ...FIGURES[0]!, name: "added", title: "Added" };
  expect(figureTitle(added, "zh")).toBe("Added");
  expect(missingText("something else", "zh")).toBe("something else");
});
