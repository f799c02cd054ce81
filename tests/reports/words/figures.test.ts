import { expect, test } from "vitest";
import { accuracy } from "../../../harness/judge/figures/catalogue/accuracy.ts";
import { energySource } from "../../../harness/judge/figures/catalogue/energy-source.ts";
import { library } from "../../../harness/judge/figures/catalogue/library.ts";
import { p50Ms } from "../../../harness/judge/figures/catalogue/p50-ms.ts";
import { trainUsd } from "../../../harness/judge/figures/catalogue/train-usd.ts";
import { detailsText, valueText } from "../../../reports/words/figures.ts";

test("details have labels in either language; those that are optional and missing are left out", () => {
  const values: Readonly<Record<string, number>> = { p90Ms: 0.09, cacheShare: 0.25 };
  const read = ({ name }: { readonly name: string }) => values[name] ?? null;
  expect(detailsText(p50Ms, read)).toBe("p90: 0.09 ms, p99: —, caches save: 25.0 %");
  expect(detailsText(p50Ms, read, "zh")).toBe("p90：0.09 ms，p99：—，缓存节省：25.0 %");
  expect(detailsText(trainUsd, read, "zh")).toBe("");
});

test("where power comes from is a word; other texts of runs are names", () => {
  expect(valueText(energySource, "measured, estimated")).toBe("measured, estimated");
  expect(valueText(energySource, "measured, estimated", "zh")).toBe("实测，估算");
  expect(valueText(library, "measured", "zh")).toBe("measured");
  expect(valueText(accuracy, 0.871, "zh")).toBe("87.1 %");
  expect(valueText(accuracy, null, "zh")).toBe("—");
});
