import { ConfigError } from "../../base/errors.ts";
import { isFloat32, type ModelWeights } from "../../contract/index.ts";

/**
 * Copies of a model's weights by name, to compute with.
 * @param purpose names the work in the error, such as a technique
 * @throws ConfigError on a weight that is no longer float32
 */
export function floatWeights({ weights }: Pick<ModelWeights, "weights">, purpose: string): Map<string, Float32Array> {
  return new Map(
    [...weights].map(([name, stored]) => {
      if (!isFloat32(stored)) {
        throw new ConfigError(
          `${purpose}: ${name} is stored as ${stored.kind}, and float32 is needed; put the quantization last`,
        );
      }
      return [name, stored.data.slice()];
    }),
  );
}
