import { expect, test } from "vitest";
import { sizeAccuracyWords } from "../../../../reports/words/charts/size-accuracy.ts";
import { expectTranslated } from "../../in-chinese.ts";

const file = (name: string, accuracy: number, bytes: number) => ({ name, accuracy, bytes });

test.each([
  [0.8151, 0.76, "From 200 kB to 100 kB, accuracy goes from 81.5 % (int8) to 76.0 % (int4)"],
  // 81.54 % and 81.45 % are said alike.
  [0.8154, 0.8145, "From 200 kB (int8) to 100 kB (int4), accuracy stays at 81.5 %"],
])("what a smaller file costs in accuracy: %d to %d", (best, smallest, said) => {
  const files = [file("int8", best, 200_000), file("int4", smallest, 100_000)] as const;
  const title = sizeAccuracyWords("en").title(...files);
  expect(title).toBe(said);
  expectTranslated(title, sizeAccuracyWords("zh").title(...files), files);
});

test("files of which the sizes are written alike are not told to shrink", () => {
  const files = [file("int8", 0.8151, 203_400), file("int8-rows", 0.76, 202_900)] as const;
  const title = sizeAccuracyWords("en").title(...files);
  expect(title).toBe("The most accurate file is among the smallest: int8, with 81.5 % in 203 kB");
  expectTranslated(title, sizeAccuracyWords("zh").title(...files), files.slice(0, 1));
});
