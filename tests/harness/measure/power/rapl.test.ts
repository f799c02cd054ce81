import { describe, expect, test } from "vitest";
import { EnergySum, growthUj, partOf, ZONE_FOLDER } from "../../../../harness/measure/power/rapl.ts";

test("packages and their memory are counted; parts of a package, whole platforms and repetitions are not", () => {
  expect(["package-0", "package-1-die-3", "dram", "core", "uncore", "psys"].map(partOf)).toEqual([
    "processor",
    "processor",
    "memory",
    null,
    null,
    null,
  ]);
  const folders = ["intel-rapl:0", "intel-rapl:0:1", "intel-rapl:12", "intel-rapl", "intel-rapl-mmio:0", "dtpm"];
  expect(folders.filter((name) => ZONE_FOLDER.test(name))).toEqual(["intel-rapl:0", "intel-rapl:0:1", "intel-rapl:12"]);
});

test("a counter that started again grew by what was left and what it shows", () => {
  expect(growthUj(100, 350, 1000)).toBe(250);
  expect(growthUj(900, 50, 1000)).toBe(150);
  expect(growthUj(500, 500, 1000)).toBe(0);
});

describe("energy", () => {
  const zones = [
    { part: "processor", rangeUj: 10e6 },
    { part: "processor", rangeUj: 10e6 },
    { part: "memory", rangeUj: 100e6 },
  ] as const;

  test("is that of all packages, over as many starts as there were readings between", () => {
    const sum = new EnergySum(zones, [1e6, 9e6, 0], 0);
    sum.add([7e6, 4e6, 1e6], 5);
    sum.add([3e6, 8e6, 2e6], 9);
    // 6 + 6 J of the first package, 5 + 4 J of the second.
    expect(sum.joules()).toEqual({ processor: 21, memory: 2 });
  });

  test.each([
    ["a counter could not be read", null, 5],
    ["a counter of 10 J may have started again twice, in 10 ms at 1 kW", [5e6], 10],
  ])("is not known where %s", (_, reading, lateMs) => {
    const sum = new EnergySum(zones.slice(0, 1), [0], 0);
    sum.add(reading, lateMs);
    sum.add([6e6], lateMs + 1);
    expect(sum.joules()).toBeNull();
  });

  test("of memory without a counter is not known, which is not 0", () => {
    const sum = new EnergySum(zones.slice(0, 1), [0], 0);
    sum.add([5e6], 5);
    expect(sum.joules()).toEqual({ processor: 5, memory: null });
  });
});
