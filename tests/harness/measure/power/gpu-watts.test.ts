import { expect, test } from "vitest";
import { meanGpuWatts } from "../../../../harness/measure/power/gpu-watts.ts";

test.each([
  ["the mean of a GPU", "0, 60.00\n0, 80.50\n0, 99.50\n", 80],
  ["the sum of the GPUs' means", "0, 60.0\n1, 20.0\n0, 80.0\n1, 22.0\n", 91],
  ["without a line that was cut off", "0, 60.0\n0, 8", 60],
  ["unknown where a GPU does not tell", "0, [N/A]\n", null],
  ["unknown without a reading", "", null],
])("power is %s", (_, csv, watts) => {
  expect(meanGpuWatts(csv)).toBe(watts);
});
