import { expect, test } from "vitest";
import { maskedText } from "../../../reports/words/masked.ts";
import { expectTranslated } from "../in-chinese.ts";

const NONE = { email: 0, card: 0, phone: 0 };

test.each([
  [
    {
      train: { email: 1200, card: 3, phone: 0 },
      validation: { ...NONE, email: 11 },
      test: { ...NONE, email: 22, card: 1 },
    },
    "Found and masked before words were counted: email 1,200 times in training, 11 in validation and 22 in test texts; card 3 times in training, 0 in validation and 1 in test texts; phone nowhere.",
  ],
  [
    { train: NONE, validation: NONE, test: NONE },
    "Found and masked before words were counted: email, card and phone nowhere.",
  ],
  [
    { train: { email: 0 }, validation: { email: 0 }, test: { email: 2 } },
    "Found and masked before words were counted: email 0 times in training, 0 in validation and 2 in test texts.",
  ],
  [
    { train: { phone: 1 }, validation: { phone: 0 }, test: { phone: 0 } },
    "Found and masked before words were counted: phone 1 time in training, 0 in validation and 0 in test texts.",
  ],
])("%j is said in both languages", (masked, english) => {
  expect(maskedText(masked)).toBe(english);
  expectTranslated(english, maskedText(masked, "zh"), Object.keys(masked.train));
});
