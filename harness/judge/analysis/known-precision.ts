import type { PrecisionSpec } from "../../contract/precision.ts";

/** How precisely a run knows the figure that its matrix asks for. */
export interface Precision extends PrecisionSpec {
  /** Rounds of serving in which anything was sampled, or seeds that every configuration has. */
  readonly repeats: number;
  /** The configuration whose value is known least; null before any has finished. */
  readonly widest: {
    readonly label: string;
    /** Half of the 95 % interval over the value; null where the values are too few for an interval. */
    readonly relative: number | null;
  } | null;
  readonly isReached: boolean;
}
