import type { Backend, MeasuredPower } from "../../contract/index.ts";
import type { PhaseTools } from "./tools.ts";

/**
 * Does some work of a backend, and measures the machine's power meanwhile. The meter ends with the work, also where that fails.
 * @returns power null where nothing is measured, or the machine tells nothing
 */
export async function withPower<T>(
  { startPower }: Pick<PhaseTools, "startPower">,
  { usesGpu }: Pick<Backend, "usesGpu">,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly power: MeasuredPower | null }> {
  const stop = startPower?.(usesGpu);
  const [outcome] = await Promise.allSettled([work()]);
  const power = (await stop?.()) ?? null;
  if (outcome.status === "rejected") throw outcome.reason;
  return { result: outcome.value, power };
}
