import * as z from "zod";
import { isFloat32, type Technique } from "../../../harness/contract/index.ts";
import { readParameters } from "../../../harness/contract/plugin.ts";

const schema = z.strictObject({ tensor: z.string().default("output.kernel") });

/** Every weight of one tensor becomes 0. */
export const emptied: Technique = {
  bind: (parameters) => {
    const { tensor } = readParameters("pruning emptied", schema, parameters);
    return {
      stage: "weights",
      after: (model) => {
        const stored = model.weights.get(tensor)!;
        if (!isFloat32(stored)) throw new TypeError(`${tensor} is stored as ${stored.kind}`);
        const zeros = { ...stored, data: new Float32Array(stored.data.length) };
        return { ...model, weights: new Map([...model.weights, [tensor, zeros]]) };
      },
    };
  },
};
