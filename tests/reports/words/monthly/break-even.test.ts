import { expect, test } from "vitest";
import type { BreakEven, Cheaper } from "../../../../harness/judge/pricing/monthly/break-even.ts";
import { breakEvenText } from "../../../../reports/words/monthly/break-even.ts";

const said = (start: Cheaper, ...changes: [texts: number, cheaper: Cheaper][]) => {
  const breakEven: BreakEven = {
    start,
    changes: changes.map(([texts, cheaper]) => ({ texts, cheaper })),
    upTo: 1e12,
  };
  return breakEvenText(breakEven, { first: "A", second: "B" });
};

test.each([
  [said("first"), "A costs less at every volume up to 1 trillion texts a month"],
  [said("neither"), "both cost the same at every volume up to 1 trillion texts a month"],
  [
    said("first", [651_525_001, "second"]),
    "A costs less up to 651.5 million texts a month, and B costs less from there on",
  ],
  [
    said("neither", [1001, "second"], [1501, "neither"], [2001, "second"]),
    "both cost the same up to 1 thousand texts a month; beyond, B costs as much or less, depending on how many machines each takes",
  ],
  [
    said("first", [1001, "second"], [1501, "first"], [2001, "second"]),
    "A costs less up to 1 thousand texts a month, and B costs less from 2.001 thousand texts on; between 1 text and 1 trillion texts it changes 3 times, since machines are bought whole",
  ],
  [
    said("first", [1001, "second"], [1501, "first"]),
    "A costs less up to 1 thousand texts a month, and again from 1.501 thousand texts on; between 1 text and 1 trillion texts it changes 2 times, since machines are bought whole",
  ],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});
