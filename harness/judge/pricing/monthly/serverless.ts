import { BYTES_PER_MIB, MS_PER_SECOND } from "../../../base/conversions.ts";
import type { CellNeeds, Operation } from "./demand.ts";
import type { ServerlessOffering } from "./offering.ts";

const MB_PER_GB = 1024;

/** What one text in a request of its own uses. */
export interface RequestUse {
  readonly memoryMb: number;
  /** Billed milliseconds of a function that is running already, and of one that starts. */
  readonly warmMs: number;
  readonly coldMs: number;
  /** Mean over the requests. */
  readonly gbSeconds: number;
}

/**
 * The function has the measured memory, rounded up to what the offer sells. A function of less memory than a whole core has gets the
 * fraction of the core, so it takes as much longer.
 * @returns null if memory, latency or cold start were not measured
 */
export function requestUse(
  { memoryBytes, requestMs, coldStartMs, threads }: CellNeeds,
  { memoryMb: { least, step, ofOneVcpu }, granularityMs }: ServerlessOffering,
  { coldShare }: Pick<Operation, "coldShare">,
): RequestUse | null {
  if (memoryBytes === null || requestMs === null || coldStartMs === null) return null;
  const memoryMb = Math.max(least, Math.ceil(memoryBytes / BYTES_PER_MIB / step) * step);
  const slowdown = Math.max(1, (threads * ofOneVcpu) / memoryMb);
  const billed = (ms: number) => Math.ceil((ms * slowdown) / granularityMs) * granularityMs;
  const [warmMs, coldMs] = [billed(requestMs), billed(coldStartMs + requestMs)];
  const meanMs = warmMs + coldShare * (coldMs - warmMs);
  return { memoryMb, warmMs, coldMs, gbSeconds: (meanMs / MS_PER_SECOND) * (memoryMb / MB_PER_GB) };
}
