import { expect, test } from "vitest";
import { tooFewSizesText } from "../../../../reports/words/projection/tables.ts";

test.each([
  [
    0,
    "nothing to fit: no configuration that is trained here has finished, and it takes at least 3 numbers of parameters",
  ],
  [1, "nothing to fit: configurations that are equal in all but size have one size, and it takes at least 3 numbers"],
  [2, "nothing to fit: configurations that are equal in all but size have 2 sizes, and it takes at least 3 numbers"],
])("%i sizes are too few, and what is missing is said", (sizes, said) => {
  expect(tooFewSizesText(sizes)).toContain(said);
});
