import { join } from "node:path";
import { kernelNames, kernelText } from "../../base/kernel-files.io.ts";
import { watchGpuPower } from "../../base/nvidia-smi.io.ts";
import type { MeasuredPower } from "../../contract/index.ts";
import { meanGpuWatts } from "./gpu-watts.ts";
import { EnergySum, type Joules, partOf, type RaplZone, ZONE_FOLDER } from "./rapl.ts";

const POWERCAP = "/sys/class/powercap";
/** A counter of AMD's starts again after 65 kJ, which a large processor takes in three minutes; Intel's after 262 kJ. */
const READ_EVERY_MS = 20_000;

/** Ends a measurement. @returns null where the machine tells nothing */
export type StopMeter = () => Promise<MeasuredPower | null>;

/**
 * Measures the power of the machine, other programs' included, from now on until it is stopped. Linux lets root alone read the processor's
 * counters, since they tell secrets of other programs (CVE-2020-8694), and virtual machines have none.
 * @param usesGpu asks NVIDIA's driver too, by a process that runs meanwhile
 */
export function startPowerMeter(usesGpu: boolean, nowMs: () => number, powercap = POWERCAP): StopMeter {
  const stopGpus = usesGpu ? watchGpuPower() : null;
  const startMs = nowMs();
  const stopRapl = startRapl(powercap, nowMs);
  return async () => {
    const overMs = nowMs() - startMs;
    const joules = stopRapl?.() ?? null;
    const gpuWatts = stopGpus === null ? null : meanGpuWatts(await stopGpus());
    if ((joules === null && gpuWatts === null) || overMs <= 0) return null;
    const wattsOf = (energy: number | null) => (energy === null ? null : (energy / overMs) * 1000);
    return {
      processorWatts: wattsOf(joules?.processor ?? null),
      memoryWatts: wattsOf(joules?.memory ?? null),
      gpuWatts,
      overMs,
    };
  };
}

interface OpenZone extends RaplZone {
  readonly counterFile: string;
}

/** Null if there is no counter of a processor, or one of all zones may not be read: some sockets must not stand for all. */
function startRapl(powercap: string, nowMs: () => number): (() => Joules | null) | null {
  const zones = zonesIn(powercap);
  const first = readingUj(zones);
  if (first === null || !zones.some(({ part }) => part === "processor")) return null;
  const sum = new EnergySum(zones, first, nowMs());
  const read = () => sum.add(readingUj(zones), nowMs());
  const timer = setInterval(read, READ_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    read();
    return sum.joules();
  };
}

function zonesIn(powercap: string): OpenZone[] {
  const folders = kernelNames(powercap).filter((name) => ZONE_FOLDER.test(name));
  return folders.flatMap((folder): OpenZone[] => {
    const part = partOf(textOf(join(powercap, folder, "name")) ?? "");
    const rangeUj = Number(textOf(join(powercap, folder, "max_energy_range_uj")) ?? Number.NaN);
    return part === null || !(rangeUj > 0) ? [] : [{ part, rangeUj, counterFile: join(powercap, folder, "energy_uj") }];
  });
}

function readingUj(zones: readonly OpenZone[]): number[] | null {
  const texts = zones.map(({ counterFile }) => textOf(counterFile));
  return texts.every((text) => text !== null && /^\d+$/.test(text)) ? texts.map(Number) : null;
}

function textOf(file: string): string | null {
  return kernelText(file)?.trim() ?? null;
}
