/** What connects two machines. */
export interface Link {
  readonly gbitPerSecond: number;
  /** From sending a short message to having it. */
  readonly latencyMs: number;
}

/** Links that prices are given for. Their latencies are assumptions: those of two machines in one place, shorter where a link is faster. */
export const LINKS: readonly Link[] = [
  { gbitPerSecond: 1, latencyMs: 0.2 },
  { gbitPerSecond: 10, latencyMs: 0.1 },
  { gbitPerSecond: 25, latencyMs: 0.05 },
  { gbitPerSecond: 100, latencyMs: 0.02 },
];

/** The link of sentences that name one. */
export const USUAL_LINK: Link = LINKS[1]!;

/** Numbers of machines that times and dollars are given for. */
export const MACHINES = [1, 2, 4, 8] as const;

const BITS = 8;
const GIGA = 1e9;

export function bytesPerSecondOf({ gbitPerSecond }: Link): number {
  return (gbitPerSecond * GIGA) / BITS;
}
