import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCount } from "../../experiments/read-count.ts";
import { pricewar } from "../fixtures/pricewar.ts";

const RUN = "tests/fixtures/run-folders/schema-3";
const cost = (...args: string[]) => pricewar(["cost", RUN, "--texts-per-month", "50M", ...args]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-cost-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a stranger reads the bill, the offers and where costs cross", async () => {
  const { status, stdout, stderr } = await cost("--hosted", "0.10");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^float32 · onnx costs \$65\.15 a month for 50 million texts at aws\/c7i\.large\/us-east-1/);
  expect(stdout).toMatch(/^\* float32 · onnx \(baseline\) +1 .* \$65\.15 +\$1\.30$/m);
  expect(stdout).toMatch(
    /^ {2}aws\/t4g\.small\/us-east-1\/spot .* extrapolated from x86_64, burstable, can be interrupted$/m,
  );
  expect(stdout).toContain("Extrapolated: measured on x86_64");
  // 730 x 0.08925 = 65.1525, and a minute of training a month.
  expect(stdout).toContain("the hosted price costs less up to 651.5 million texts a month");
});

test("offers are listed by a part of their id or by their kind, own ones included", async () => {
  const file = join(folder, "own.json");
  const own = {
    kind: "owned",
    id: "own/desk/office/owned",
    source: "the invoice",
    date: "2026-09-01",
    purchaseUsd: 876,
    lifeYears: 10,
    busyWatts: 60,
    idleWatts: 10,
    usdPerKwh: 0.1,
  };
  await writeFile(file, JSON.stringify([own]));
  const { stdout, stderr } = await cost("--own-offers", file, "--offers", "owned", "--json");
  const { offers, breakEvens, configurations } = JSON.parse(stdout);
  // 730 h of $0.01 and 10 W, a little work, and no cent of training.
  expect(offers).toMatchObject([{ offer: own.id, kind: "owned", isExtrapolated: true, machines: 1 }]);
  expect(offers[0].totalUsd).toBeCloseTo(730 * 0.011, 2);
  expect(breakEvens.map((one: { with: object }) => one.with)).toContainEqual({ offer: own.id });
  expect(configurations).toHaveLength(4);
  expect(stderr).toContain("Where costs cross:");
});

test("bills are within what a plan calls given, and one of another condition is refused by its name", async () => {
  const run = join(folder, "given");
  await cp(RUN, run, { recursive: true });
  const plan = JSON.parse(await readFile(join(run, "plan.json"), "utf8"));
  await writeFile(join(run, "plan.json"), JSON.stringify({ ...plan, given: ["serveBackend"] }));
  const asked = (...args: string[]) => pricewar(["cost", run, "--texts-per-month", "50M", "--json", ...args]);
  const { condition, configurations } = JSON.parse((await asked("--versus", "int8 · onnx")).stdout);
  expect(condition).toEqual({ serveBackend: "onnx" });
  expect(configurations).toHaveLength(2);
  expect((await asked("--versus", "int8 · wasm")).stderr).toContain(
    "--versus int8 · wasm: is of another condition than float32 · onnx (onnx), so nobody chooses between the two; name one of onnx",
  );
});

test.each([
  [["--utilization", "0"], 2, /--utilization 0: must be a share above 0 and at most 1, such as 0\.4/],
  [["--spot-loss", "1"], 2, /--spot-loss 1: must be a share/],
  [["--retrain-days", "often"], 2, /--retrain-days often: must be a number of days above 0, or "never"/],
  [["--hosted", "free"], 2, /--hosted free: must be a number of dollars above 0/],
  [["--texts-per-month", "many"], 2, /--texts-per-month many: must be a number of texts from 1 to 9,000T, such as 50M/],
  [["--configuration", "int8 onnx"], 2, /unknown configuration "int8 onnx"; did you mean "int8 · onnx"\?/],
  [["--own-offers", "gone.json"], 2, /--own-offers gone\.json: cannot be read/],
  [["--offers", "z80"], 3, /--offers z80: none of \d+ offers that fit is like that/],
])("%j ends with exit code %i", async (args, status, message) => {
  const ended = await cost(...args);
  expect(ended).toEqual({ status, stdout: "", stderr: expect.stringMatching(message) });
  expect(ended.stderr).not.toMatch(/\n\s+at /);
});

describe("readCount", () => {
  test.each([
    ["50M", 50_000_000],
    ["1.2B", 1_200_000_000],
    ["500k", 500_000],
    ["50,000,000", 50_000_000],
    ["50_000", 50_000],
    ["1,200.5k", 1_200_500],
    ["9000T", 9e15],
    ["5e7", 50_000_000],
    ["1", 1],
  ])("%s is %d", (text, count) => {
    expect(readCount(text, "--n")).toBe(count);
  });

  test.each(["", "0", "-5", "50MM", "M", "1e30", "50,00", "5,0000", "1,000M,", "10000T"])("%j is no count", (text) => {
    expect(() => readCount(text, "--n")).toThrow(/^--n/);
  });
});
