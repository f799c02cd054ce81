import { expect, test } from "vitest";
import { analysisBy } from "../../fixtures/analyses.ts";
import { draw, drawnOf } from "./drawn.ts";

test("latency that was never measured gives no chart", () => {
  expect(drawnOf("latency", "lone")).toBeNull();
});

test("a title counts the configurations whose latency was measured, not all that finished", () => {
  // int8 is the one without, and no configuration is eligible, so that none is named.
  const analysis = analysisBy(
    (_, scheme) => ({ p50Ms: scheme === "int8" ? null : 0.1, correct: Array.from({ length: 100 }, () => false) }),
    { accuracyFloor: { atLeast: 0.99 } },
  );
  expect(draw("latency", analysis)!.title).toBe(
    "Time to answer one text, for the 2 configurations whose latency was measured",
  );
});
