import type { Measurement } from "./measurement.ts";
import type { PeerName } from "./peers.ts";
import type { BenchTools } from "./tools.io.ts";

/** Measures one side once, in a process of its own. */
export type Measure = (tools: BenchTools) => Promise<Measurement>;

/** One backend of ours beside one peer, or alone. */
export interface BenchPair {
  readonly backend: string;
  readonly peer: PeerName | null;
}

/** One thing to do that can be timed on both sides. */
export interface Work {
  readonly name: string;
  readonly pairs: readonly BenchPair[];
  /** A median as a person reads it: "0.25 ms", "350,000 texts/s". */
  readonly figure: (medianMs: number) => string;
  /** What a reader has to know to judge the ratio; null where nothing is compared. */
  readonly note: string | null;
  readonly ours: (backend: string) => Measure;
  readonly peers: Readonly<Partial<Record<PeerName, Measure>>>;
}
