import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { disturbanceBetween, watchMachine } from "../../../../harness/measure/machine/disturbance.ts";
import type { MachineReading } from "../../../../harness/measure/machine/reading.ts";
import { type OtherWork, simulatedReadings } from "./simulated-counters.ts";

const START: MachineReading = {
  atMs: 1000,
  ownMs: 500,
  cores: { count: 2, idleMs: 800, stealMs: 10, totalMs: 2000 },
  waitMs: 3,
  throttledMs: 0,
  pressureMs: 40,
};

/** The counters 200 ms later: one core idle, the other the own process's, and what is given added. */
function later({ foreignMs = 0, stealMs = 0, waitMs = 0, throttledMs = 0, pressureMs = 0 } = {}): MachineReading {
  return {
    atMs: 1200,
    ownMs: 700,
    cores: { count: 2, idleMs: 1000 - foreignMs - stealMs, stealMs: 10 + stealMs, totalMs: 2400 },
    waitMs: 3 + waitMs,
    throttledMs,
    pressureMs: 40 + pressureMs,
  };
}

describe("between two readings", () => {
  test("foreign is what the cores did besides idling, being stolen and the own processes' work", () => {
    const told = disturbanceBetween(START, later({ foreignMs: 100, stealMs: 20, waitMs: 30, pressureMs: 50 }));
    expect(told).toEqual({
      elapsedMs: 200,
      foreignCpuShare: 0.5,
      waitShare: 0.15,
      stealShare: 0.1,
      throttledMs: 0,
      pressureShare: 0.25,
      disturbed: true,
    });
    expect(disturbanceBetween(START, later())).toMatchObject({ foreignCpuShare: 0, disturbed: false });
  });

  test.each([
    // A quarter of a core of 200 ms is 50 ms, a tenth of the time 20.
    ["a quarter of a core", { foreignMs: 50 }, false],
    ["more than that", { foreignMs: 51 }, true],
    ["a tenth of the time stolen", { stealMs: 20 }, false],
    ["more stolen", { stealMs: 30 }, true],
    ["a tenth of the time throttled", { throttledMs: 20 }, false],
    ["more throttled", { throttledMs: 21 }, true],
    ["waiting while others ran", { waitMs: 25, foreignMs: 25 }, true],
    // Own threads wait for each other where a model has more of them than there are cores.
    ["waiting while nobody else ran", { waitMs: 100 }, false],
    ["waiting longer than others ran", { waitMs: 100, foreignMs: 20 }, false],
  ])("%s: %o is disturbed: %s", (_, grown, disturbed) => {
    expect(disturbanceBetween(START, later(grown)).disturbed).toBe(disturbed);
  });

  test("a tick that a counter rounds away disturbs nothing, however short the part", () => {
    const { cores } = START;
    const after = { ...START, atMs: 1012, ownMs: 512, cores: { ...cores!, idleMs: 800, totalMs: 2020 } };
    expect(disturbanceBetween(START, after)).toMatchObject({ foreignCpuShare: 1, disturbed: false });
  });

  test("what the kernel does not tell is null, and nothing told is not quiet", () => {
    const silent = { cores: null, waitMs: null, throttledMs: null, pressureMs: null };
    expect(disturbanceBetween({ ...START, ...silent }, { ...later(), ...silent })).toEqual({
      elapsedMs: 200,
      foreignCpuShare: null,
      waitShare: null,
      stealShare: null,
      throttledMs: null,
      pressureShare: null,
      disturbed: null,
    });
    // A container whose /proc/stat stands still.
    const still = { cores: START.cores, throttledMs: null };
    expect(disturbanceBetween({ ...START, ...still }, { ...later(), ...still })).toMatchObject({
      foreignCpuShare: null,
      stealShare: null,
      disturbed: null,
    });
    expect(watchMachine(undefined)()).toBeNull();
  });
});

describe("of simulated parts of 110 ms, a sample's length", () => {
  const markedOf = (seed: number, other: OtherWork) =>
    Array.from({ length: 1000 }, (_, part) =>
      disturbanceBetween(...simulatedReadings(randomStream(seed, "part", part), 110, other)),
    ).filter(({ disturbed }) => disturbed).length;

  test("those beside a process that eats a core are marked: more than 95 of 100", () => {
    expect(markedOf(1, { cores: 1, daemons: 0.02 })).toBe(1000);
    // It may be moved from core to core, or wait now and then.
    expect(markedOf(2, { cores: 0.5, daemons: 0 })).toBe(1000);
  });

  test("quiet ones, beside daemons that use up to 5 % of a core, are not: fewer than 5 of 100", () => {
    expect(markedOf(3, { cores: 0, daemons: 0 })).toBe(0);
    expect(markedOf(4, { cores: 0, daemons: 0.02 })).toBeLessThanOrEqual(5);
    expect(markedOf(5, { cores: 0, daemons: 0.05 })).toBeLessThanOrEqual(50);
  });
});
