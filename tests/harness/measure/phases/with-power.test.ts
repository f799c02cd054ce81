import { expect, test } from "vitest";
import { withPower } from "../../../../harness/measure/phases/with-power.ts";

const power = { processorWatts: 40, memoryWatts: null, gpuWatts: null, overMs: 100 };

test("the meter ends with the work, also where that fails, since it may have started a program", async () => {
  const calls: string[] = [];
  const startPower = (usesGpu: boolean) => {
    calls.push(`start ${usesGpu}`);
    return async () => {
      calls.push("stop");
      return power;
    };
  };
  expect(await withPower({ startPower }, { usesGpu: true }, async () => calls.push("work"))).toEqual({
    result: 2,
    power,
  });
  const failing = withPower({ startPower }, { usesGpu: false }, async () => {
    throw new Error("no memory");
  });
  await expect(failing).rejects.toThrow("no memory");
  expect(calls).toEqual(["start true", "work", "stop", "start false", "stop"]);
});

test("without a meter, power is not known", async () => {
  expect(await withPower({}, { usesGpu: false }, async () => 1)).toEqual({ result: 1, power: null });
});
