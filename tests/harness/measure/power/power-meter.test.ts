import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPowerMeter } from "../../../../harness/measure/power/power-meter.io.ts";
import { fakeNvidiaSmi } from "../../../fixtures/nvidia-smi.ts";

let powercap: string;
let nowMs: number;
const clock = () => nowMs;
beforeEach(async () => {
  powercap = await mkdtemp(join(tmpdir(), "pricewar-powercap-"));
  nowMs = 1000;
});
afterEach(() => rm(powercap, { recursive: true, force: true }));

async function zone(folder: string, name: string, energyUj: number | string): Promise<void> {
  await mkdir(join(powercap, folder), { recursive: true });
  await writeFile(join(powercap, folder, "name"), `${name}\n`);
  await writeFile(join(powercap, folder, "max_energy_range_uj"), "262143328850\n");
  await writeFile(join(powercap, folder, "energy_uj"), `${energyUj}\n`);
}

test("the growth of the counters over the time is power", async () => {
  await zone("intel-rapl:0", "package-0", 262143328850 - 10e6);
  await zone("intel-rapl:0:0", "core", 0);
  await zone("intel-rapl:0:1", "dram", 5e6);
  const stop = startPowerMeter(false, clock, powercap);
  nowMs += 2000;
  // 10 J up to the end of its range, and 20 J from there.
  await zone("intel-rapl:0", "package-0", 20e6);
  await zone("intel-rapl:0:0", "core", 15e6);
  await zone("intel-rapl:0:1", "dram", 9e6);
  expect(await stop()).toEqual({ processorWatts: 15, memoryWatts: 2, gpuWatts: null, overMs: 2000 });
});

test.each([
  ["there is no such folder", async () => rm(powercap, { recursive: true })],
  ["it holds no zone", async () => zone("dtpm", "package-0", 1)],
  ["no zone is a processor", async () => zone("intel-rapl:0", "psys", 1)],
  [
    "a counter cannot be read",
    async () => {
      await zone("intel-rapl:0", "package-0", 1);
      await zone("intel-rapl:1", "package-1", 1);
      await rm(join(powercap, "intel-rapl:1", "energy_uj"));
    },
  ],
  ["a counter holds no number", async () => zone("intel-rapl:0", "package-0", "")],
])("where %s, the power is not known, which is not 0", async (_, prepare) => {
  await prepare();
  const stop = startPowerMeter(false, clock, powercap);
  nowMs += 1000;
  expect(await stop()).toBeNull();
});

test("a counter that goes away meanwhile leaves nothing known", async () => {
  await zone("intel-rapl:0", "package-0", 1e6);
  const stop = startPowerMeter(false, clock, powercap);
  nowMs += 1000;
  await rm(join(powercap, "intel-rapl:0", "energy_uj"));
  expect(await stop()).toBeNull();
});

test("a counter that may have started again more than once unread leaves nothing known", async () => {
  await zone("intel-rapl:0", "package-0", 1e6);
  const stop = startPowerMeter(false, clock, powercap);
  // 262 kJ are 262 s of 1 kW.
  nowMs += 263_000;
  expect(await stop()).toBeNull();
});

test("a GPU's driver is asked meanwhile, and where it is missing its power is not known", async () => {
  await zone("intel-rapl:0", "package-0", 0);
  const started = join(powercap, "started");
  const remove = await fakeNvidiaSmi(`echo '0, 60.0'; echo '0, 80.0'; touch ${started}; exec sleep 5`);
  try {
    const stop = startPowerMeter(true, clock, powercap);
    // Without a turn of the event loop, as where a runtime computes all the time: the readings wait in the pipe.
    while (!existsSync(started)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    nowMs += 1000;
    expect(await stop()).toEqual({ processorWatts: 0, memoryWatts: null, gpuWatts: 70, overMs: 1000 });
  } finally {
    await remove();
  }
  const path = process.env.PATH;
  process.env.PATH = powercap;
  try {
    const stop = startPowerMeter(true, clock, powercap);
    nowMs += 1000;
    expect((await stop())?.gpuWatts).toBeNull();
  } finally {
    process.env.PATH = path;
  }
});
