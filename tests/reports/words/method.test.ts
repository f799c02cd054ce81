import { test } from "vitest";
import { methodWords, type TermDefinition } from "../../../reports/words/method.ts";
import { expectTranslated } from "../in-chinese.ts";

const { en, zh } = methodWords;

/** People, and what is named after them. */
const NAMES = ["Clopper", "Pearson", "Korn", "Graubard", "Holm", "McNemar", "F1", "CPU"];

const DEFINITIONS: readonly (readonly [TermDefinition, TermDefinition])[] = [
  [en.runs, zh.runs],
  [en.dollars("7"), zh.dollars("7")],
  [en.intervals, zh.intervals],
  [en.versusBaseline, zh.versusBaseline],
  [en.onFrontier, zh.onFrontier],
  [en.groups, zh.groups],
  [en.levers, zh.levers],
  [en.rounds, zh.rounds],
  [en.goodEnough, zh.goodEnough],
  [en.ties, zh.ties],
  [en.disturbed, zh.disturbed],
];

test.each(DEFINITIONS.map(([english, chinese]) => [english[0], english, chinese] as const))(
  "“%s” is explained in Chinese with the same names and numbers",
  (_, english, chinese) => {
    expectTranslated(english[0], chinese[0]);
    expectTranslated(english[1], chinese[1], NAMES);
  },
);

test("what explains the choice is in Chinese, too", () => {
  expectTranslated(en.title, zh.title);
  expectTranslated(en.notMeasured[1], zh.notMeasured[1]);
  expectTranslated(en.selection("cheap enough", 3), zh.selection("足够便宜", 3));
  expectTranslated(en.selection("cheap enough", 1), zh.selection("足够便宜", 1));
  expectTranslated(en.selectedOn.test, zh.selectedOn.test);
  expectTranslated(en.selectedOn.validation, zh.selectedOn.validation);
});
