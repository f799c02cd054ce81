import type { OkRecord } from "../../contract/index.ts";
import type { MeasuredMachine } from "./warning.ts";

/** Node's names of architectures -> those of price sheets. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "x86_64" };

/** The machine that made a record, in the words of price sheets. */
export function machineOf({
  host: { cpu, cores, cpuQuota, os },
  executed: { device },
}: Pick<OkRecord, "host" | "executed">): MeasuredMachine {
  const architecture = os.split(" ").at(-1) ?? os;
  return {
    cpu,
    architecture: ARCHITECTURES[architecture] ?? architecture,
    cores: cpuQuota === undefined ? cores : Math.min(cores, cpuQuota),
    accelerator: device === "cpu" ? null : device,
  };
}
