import { describe, expect, test } from "vitest";
import { METRICS } from "../../../../harness/judge/check/metrics.ts";
import { readChange } from "../../../../harness/judge/check/quantity.ts";

describe("a change", () => {
  test("is the allowed worsening, in the direction that is worse for the metric", () => {
    expect(readChange("+10 %", METRICS.modelBytes)).toEqual({ ok: true, value: 0.1 });
    expect(readChange("+150 %", METRICS.p50Ms)).toEqual({ ok: true, value: 1.5 });
    expect(readChange("-10 %", METRICS.textsPerSecond)).toEqual({ ok: true, value: 0.1 });
    expect(readChange("−0.5 pp", METRICS.accuracy)).toEqual({ ok: true, value: 0.005 });
  });

  test.each([
    [
      "-10 %",
      "modelBytes",
      'must have the other sign, such as "+10 %", since the metric gets worse when it grows, got "-10 %"',
    ],
    [
      "+0.5 pp",
      "accuracy",
      'must have the other sign, such as "-0.5 pp", since the metric gets worse when it falls, got "+0.5 pp"',
    ],
    ["-1 %", "accuracy", 'must be in pp, such as "-0.5 pp", got "-1 %"'],
    ["+1 pp", "p50Ms", 'must be in %, such as "+10 %", got "+1 pp"'],
    ["10 %", "p50Ms", 'must be a change such as "+10 %", got "10 %"'],
    ["-100 %", "textsPerSecond", 'must be less than 100 %, got "-100 %"'],
  ] as const)("%s of %s is refused", (text, metric, message) => {
    expect(readChange(text, METRICS[metric])).toEqual({ ok: false, message });
  });
});
