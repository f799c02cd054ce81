import { expect, test } from "vitest";
import type { Floor } from "../../../harness/judge/analysis/standard.ts";
import { floorText } from "../../../reports/words/floor.ts";
import { expectTranslated } from "../in-chinese.ts";

const floor = (rule: Floor["rule"], rows: number | null = 169): Floor => ({
  rule,
  selectedOn: "validation",
  rows,
  threshold: null,
});

const WITHIN = floor({ figure: "accuracy", label: null, withinPoints: 1 });

test.each<[Floor[], string]>([
  [[WITHIN], "within 1 point of the baseline on the 169 validation rows"],
  [
    [floor({ figure: "macroF1", label: null, withinPoints: 0.5 }, null)],
    "within 0.5 points of the baseline’s macro F1 on the validation rows",
  ],
  [
    [WITHIN, floor({ figure: "recall", label: "fraud", atLeast: 0.8 })],
    "within 1 point of the baseline and with at least 80 % recall of “fraud” on the 169 validation rows",
  ],
  [
    [{ ...floor({ figure: "balancedAccuracy", label: null, atLeast: 0.85 }), selectedOn: "test" }],
    "with at least 85 % balanced accuracy on the test rows",
  ],
])("rules are one phrase: %j", (floors, text) => {
  expect(floorText(floors)).toBe(text);
  expectTranslated(text, floorText(floors, "zh"), floors);
});
