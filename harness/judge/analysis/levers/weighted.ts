import type { ConfigurationCells } from "../ties.ts";

/** Configurations with weights that add up to 0, such as one of -1 and one of 1. */
export type Contrast = readonly WeightedConfiguration[];

interface WeightedConfiguration {
  readonly configuration: ConfigurationCells;
  readonly weight: number;
}
