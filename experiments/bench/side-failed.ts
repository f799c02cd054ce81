import { PricewarError } from "../../harness/base/errors.ts";

/** A process that was to be timed and gave no figure. For a peer this costs its rows, for us the run. */
export class SideFailed extends PricewarError {
  override readonly name = "SideFailed";
  override readonly exitCode = 1;
}
