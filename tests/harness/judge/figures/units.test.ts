import { describe, expect, test } from "vitest";
import { formatValue, readQuantity, UNITS } from "../../../../harness/judge/figures/units.ts";

describe("a quantity", () => {
  test.each([
    ["250 ms", "ms", 250],
    ["0.25 s", "ms", 250],
    ["40 µs", "ms", 0.04],
    ["1.5min", "ms", 90_000],
    ["20,000 texts/s", "texts/s", 20_000],
    ["640 kB", "bytes", 640_000],
    ["1.5 MiB", "bytes", 1_572_864],
    ["160,433", "count", 160_433],
    ["85 %", "share", 0.85],
    // A product with 0.01 would give 0.5700000000000001, which an accuracy of 57 of 100 rows falls short of.
    ["57 %", "share", 57 / 100],
    ["$0.02/M", "usd/M", 0.02],
    ["20 Wh", "kWh", 0.02],
    ["5 mg", "gCO2e", 0.005],
  ] as const)("%s as %s", (text, unit, value) => {
    expect(readQuantity(text, unit)).toEqual({ ok: true, value });
  });

  test.each([
    ["250 kB", "ms", 'must be in µs, us, ms, s or min, such as "250 ms", got "250 kB"'],
    ["250", "ms", 'must be in µs, us, ms, s or min, such as "250 ms", got "250"'],
    ["640 kb", "bytes", 'must be in B, kB, MB, GB, KiB, MiB or GiB, such as "640 kB", got "640 kb"'],
    ["5 parameters", "count", 'must be in no unit, such as "160,433", got "5 parameters"'],
    ["0.02", "usd/M", 'must be in $…/M, such as "$0.02/M", got "0.02"'],
    ["0.02 toString", "share", 'must be in %, such as "85 %", got "0.02 toString"'],
    ["fast", "ms", 'must be a quantity such as "250 ms", got "fast"'],
    ["-5 ms", "ms", 'must be a quantity such as "250 ms", got "-5 ms"'],
    ["1,00 ms", "ms", 'must be in µs, us, ms, s or min, such as "250 ms", got "1,00 ms"'],
    [`${"9".repeat(400)} ms`, "ms", /^must be a quantity such as "250 ms"/],
  ] as const)("%s as %s is refused", (text, unit, message) => {
    const read = readQuantity(text, unit);
    expect(read).toMatchObject({ ok: false });
    if (!read.ok) expect(read.message).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  });
});

describe("a unit", () => {
  test("is written with three digits, left out below a heading that names it, and exact near a limit", () => {
    expect(formatValue("texts/s", 24_791.67)).toBe("24,800 texts/s");
    expect(UNITS["texts/s"].bare(24_791.67)).toBe("24,800");
    expect(UNITS["texts/s"].exact(24_791.67)).toBe("24,792 texts/s");
    expect(UNITS.bytes.exact(640_032)).toBe("640,032 B");
    expect(formatValue("id", "abc")).toBe("abc");
    expect(formatValue("ms", null)).toBe("—");
  });

  test.each(Object.entries(UNITS))(
    "%s reads its own example, and what it writes exactly",
    (name, { exact, example }) => {
      const unit = name as keyof typeof UNITS;
      const read = readQuantity(example, unit);
      expect(read.ok).toBe(true);
      if (read.ok) expect(readQuantity(exact(read.value), unit)).toEqual(read);
    },
  );
});
