import { expect, test } from "vitest";
import { secondsAxis, sharedRate } from "../../../reports/charts/dollars-axis.ts";

test("times of one price have one rate, however long they are", () => {
  expect(
    sharedRate([
      { seconds: 2, usd: 0.5 },
      { seconds: 0, usd: 0 },
      { seconds: 8, usd: 2 },
    ]),
  ).toBe(0.25);
});

test("prices that differ have none, and nor has nothing", () => {
  expect(
    sharedRate([
      { seconds: 2, usd: 0.5 },
      { seconds: 2, usd: 0.6 },
    ]),
  ).toBeNull();
  expect(sharedRate([{ seconds: 0, usd: 0 }])).toBeNull();
});

test("an axis has dollars where one price holds, and seconds alone otherwise", () => {
  expect(secondsAxis(0.25, "en")).toMatchObject({ title: "Seconds of training, and its dollars" });
  expect(secondsAxis(0.25, "en").axis).toHaveProperty("labelExpr", expect.stringContaining("datum.value * 0.25"));
  expect(secondsAxis(null, "en")).toEqual({ title: "Seconds of training", axis: { tickCount: 5, format: "~r" } });
  expect(secondsAxis(0, "zh").title).toBe("训练秒数");
});
