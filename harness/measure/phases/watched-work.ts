import type { Disturbance } from "../../contract/disturbance.ts";
import type { Backend, MeasuredPower } from "../../contract/index.ts";
import { watchMachine } from "../machine/disturbance.ts";
import type { PhaseTools } from "./tools.ts";
import { withPower } from "./with-power.ts";

/** The result of some work, and what the machine did meanwhile. */
export interface WatchedWork<T> {
  readonly result: T;
  /** Null where nothing is measured, or the machine tells nothing. */
  readonly power: MeasuredPower | null;
  /** Null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
}

/** Does some work of a backend, and watches the machine meanwhile. What the power meter's start and end take is not watched. */
export async function watchWork<T>(
  tools: Pick<PhaseTools, "startPower" | "readMachine">,
  backend: Pick<Backend, "usesGpu">,
  work: () => Promise<T>,
): Promise<WatchedWork<T>> {
  const { result: watched, power } = await withPower(tools, backend, async () => {
    const watchEnds = watchMachine(tools.readMachine);
    return { result: await work(), disturbance: watchEnds() };
  });
  return { ...watched, power };
}
