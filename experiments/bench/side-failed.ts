import { PricewarError } from "../../harness/base/errors.ts";

/** A process that should have been timed gave no figure. A peer then loses its rows; if it is ours, the run ends. */
export class SideFailed extends PricewarError {
  override readonly name = "SideFailed";
  override readonly exitCode = 1;
}
