import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { defaultPriceId, findPrice } from "../../data/prices.ts";
import { parseBaseline } from "../../harness/judge/check/baseline.ts";

const textOf = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const HOURS_PER_MONTH = 730;

test("the README's month is that of the default offer and the kept baseline's cost of float32 on onnx", async () => {
  const { usdPerHour } = findPrice(defaultPriceId({ usesGpu: false }));
  const { cells } = parseBaseline(await textOf("data/baselines/smoke.json"), "smoke.json");
  const usd = cells.find(({ label }) => label === "float32 · onnx")!.runs[0]!.metrics.usdPerMillionTexts as number;
  const readme = (await textOf("README.md")).replace(/\s+/g, " ");
  expect(readme).toContain(`$${usdPerHour} per hour`);
  expect(readme).toContain(
    `50 million texts a month are $${(50 * usd).toFixed(2)} of work and $${(HOURS_PER_MONTH * usdPerHour).toFixed(0)} of instance`,
  );
});
