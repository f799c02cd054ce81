import type { Measurement } from "./measurement.ts";
import type { PeerName, Requirement } from "./peers.ts";
import type { BenchTools } from "./tools.io.ts";

/** Measures one side once, in its own process. */
export type Measure = (tools: BenchTools) => Promise<Measurement>;

/** One of our backends with one peer, or alone. */
export interface BenchPair {
  readonly backend: string;
  readonly peer: PeerName | null;
}

/** A task that can be timed on both sides. */
export interface Work {
  readonly name: string;
  readonly pairs: readonly BenchPair[];
  /** Formats a median: "0.25 ms", "350,000 texts/s". */
  readonly figure: (medianMs: number) => string;
  /** What readers need to know to judge the ratio; null if nothing is compared. */
  readonly note: string | null;
  /** Of a work that takes minutes, however many are asked for. */
  readonly mostRounds?: number;
  /** What our side takes besides the packages that npm ci always installs; nothing if left out. */
  readonly needs?: Requirement;
  readonly ours: (backend: string) => Measure;
  readonly peers: Readonly<Partial<Record<PeerName, Measure>>>;
}
