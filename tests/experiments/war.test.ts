import { describe, expect, test } from "vitest";
import { priceHistories } from "../../data/market.ts";
import { readCut, readPricePath } from "../../experiments/read-price-path.ts";
import { factorAt, pathOfHistory } from "../../harness/judge/pricing/war/price-path.ts";
import { pricewar } from "../fixtures/pricewar.ts";

const RUN = "tests/fixtures/run-folders/schema-3";
const war = (...args: string[]) => pricewar(["war", RUN, "--texts-per-month", "50M", ...args]);

test("a stranger reads what to ship, what each configuration earns, and how far that holds", async () => {
  const { status, stdout, stderr } = await war("--price", "2.5", "--price-path", "13:0.5", "--months", "24");
  expect([status, stderr]).toEqual([0, ""]);
  // A machine and its training are $65.15 a month: 12 x $125 + 12 x $62.50 - 24 x $65.15, half a year less where the price is halved at once.
  expect(stdout).toMatch(
    /^Ship float32 · onnx: it earns as much as any, \$686\.30 in 24 months, and first loses money in month 13\. Every configuration loses money in some month\.$/m,
  );
  expect(stdout).toMatch(
    /^If a rival halves the price from month 2 on and you follow, float32 · onnx stays the choice and gives up no accuracy, with −\$376\.20 in all/m,
  );
  expect(stdout).toMatch(
    /^\* float32 · onnx \(baseline\) +79\.3 % +\$686\.30 +\$59\.85 +−\$2\.65 +month 13 +\$1\.30 +26\.06 million texts$/m,
  );
  expect(stdout).toMatch(/^doubao-2024 +none +none +none/m);
});

test("as JSON, with every month and the whole grid; words go to stderr", async () => {
  const { stdout, stderr } = await war(
    "--price",
    "2.5",
    "--price-path",
    "flat",
    "--margin",
    "0.4",
    "--months",
    "2",
    "--json",
  );
  const { ship, configurations, rival, grid } = JSON.parse(stdout);
  expect(ship).toMatchObject({ label: "float32 · onnx", reason: "accurate" }); // 47.9 % of $125 are left
  expect(configurations[0].months).toHaveLength(2);
  expect(configurations[0].months[0]).toMatchObject({ month: 1, texts: 50e6, revenueUsd: 125 });
  expect(configurations[0].months[0].computeUsd).toBeCloseTo(65.154, 3);
  expect(rival).toMatchObject({ month: 2, factor: 0.5, accuracyGivenUp: 0, ship: { reason: "loses-least" } });
  expect(grid).toHaveLength(5 * (4 + priceHistories.length));
  expect(stderr).toMatch(
    /^Ship float32 · onnx \(79\.3 % accuracy\): it earns as much as any, \$119\.69 in 2 months, of the most accurate that leave 40\.0 % of the revenue in every month\.$/m,
  );
});

test("a wrong answer has a price: a fifth of them at a hundredth of a cent are $1,033", async () => {
  const { stdout } = await war(
    "--price",
    "30",
    "--price-path",
    "flat",
    "--wrong-answer",
    "0.0001",
    "--months",
    "1",
    "--json",
  );
  const { ship, configurations } = JSON.parse(stdout);
  expect(ship.reason).toBe("earns");
  const { wrongAnswersUsd } = configurations.find(({ id }: { id: string }) => id === ship.id).months[0];
  expect(wrongAnswersUsd).toBeCloseTo(50e6 * (1 - ship.accuracy) * 0.0001, 6);
});

test.each([
  [["--price", "free"], /--price free: must be a number of dollars above 0/],
  [
    ["--price", "1", "--price-path", "down"],
    /--price-path down: must be a change a year such as -60%, steps such as 13:0\.5/,
  ],
  [["--price", "1", "--compute-path", "5:2,4:1"], /--compute-path 5:2,4:1: must be .* ascending/],
  [["--price", "1", "--rival", "half"], /--rival half: must be a month and a factor on the price, such as 13:0\.5/],
  [
    ["--price", "1", "--rival", "13:0.5", "--months", "12"],
    /--rival 13:0\.5: is after the last month that is looked at, 12; give a longer time by --months/,
  ],
  [["--price", "1", "--margin", "1"], /--margin 1: must be a share below 1, such as 0\.3/],
  [["--price", "1", "--months", "0"], /--months 0: must be a whole number from 1 to 120/],
  [[], /required option '--price <usd>' not specified/],
])("%j ends with exit code 2", async (args, message) => {
  expect(await war(...args)).toEqual({ status: 2, stdout: "", stderr: expect.stringMatching(message) });
});

describe("a price's path", () => {
  test("is a change a year, steps, flat or a history", () => {
    expect(readPricePath("-60%", "--p", priceHistories).path).toEqual({ kind: "steady", annualChange: -0.6 });
    expect(readPricePath("+5 %", "--p", priceHistories).path).toEqual({ kind: "steady", annualChange: 0.05 });
    expect(readPricePath("13:0.5,25:2", "--p", priceHistories).path).toEqual({
      kind: "steps",
      steps: [
        { month: 13, factor: 0.5 },
        { month: 25, factor: 2 },
      ],
    });
    expect(factorAt(readPricePath("flat", "--p", priceHistories).path, 36)).toBe(1);
    expect(readCut("7:0.3", "--rival")).toEqual({ month: 7, factor: 0.3 });
  });

  test.each(["-100%", "1:0.5", "13:0", "13", ""])("%j is none", (text) => {
    expect(() => readPricePath(text, "--p", priceHistories)).toThrow("--p");
  });

  test("of a history holds from the month after each date, the last of a month", () => {
    const points = [
      { date: "2024-01-10", price: 4 },
      { date: "2024-01-11", price: 2 },
      { date: "2024-01-20", price: 1 },
      { date: "2024-03-20", price: 8 },
    ];
    // Ten days, and seventy: the second month and the fourth.
    expect(pathOfHistory(points)).toEqual({
      kind: "steps",
      steps: [
        { month: 2, factor: 0.25 },
        { month: 4, factor: 2 },
      ],
    });
  });

  test("the cut of embeddings was to a twentieth by the ninth month, and GPU rents rose to two and a half times theirs", () => {
    const of = (id: string) => readPricePath(id, "--p", priceHistories).path;
    expect([1, 2, 8].map((month) => factorAt(of("embedding-cut-2023"), month))).toEqual([1, 0.25, 0.25]);
    expect(factorAt(of("embedding-cut-2023"), 9)).toBeCloseTo(0.05, 12);
    expect(factorAt(of("gpu-rise-2026"), 36)).toBeCloseTo(2.485, 3);
    expect(factorAt(of("gpu-spot-2024"), 17)).toBeLessThan(0.33);
  });
});

test.each(priceHistories.map((history) => [history.id, history] as const))(
  "%s has a source and ascending dates",
  (_, { source, points }) => {
    expect(source).toMatch(/\.(com|org|html)/);
    const dates = points.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].sort());
  },
);
