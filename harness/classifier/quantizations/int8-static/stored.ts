import type { StoredTensor } from "../../../contract/index.ts";
import type { Int8Columns } from "../int8-dynamic/stored.ts";

/**
 * How a number becomes a uint8: code = clamp(round(x / scale) + zeroPoint, 0, 255), which stands for (code - zeroPoint)
 * * scale.
 */
export interface InputRange {
  /** A float32, above 0. */
  readonly scale: number;
  /** The code of 0. */
  readonly zeroPoint: number;
}

export interface Int8StaticTensor extends StoredTensor, Int8Columns {
  readonly kind: "int8-static";
  readonly shape: readonly [number, number];
  /** What the kernel's input is rounded to before the product is taken in integers. */
  readonly input: InputRange;
}
