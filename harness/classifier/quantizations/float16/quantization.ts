import { z } from "zod";
import { defineQuantization } from "../quantization.ts";
import { float16Form } from "./form.ts";
import { toFloat16 } from "./stored.ts";

/** Half the bytes of the embedding, computed in float32. */
export const float16 = defineQuantization({
  name: "float16",
  forms: [float16Form],
  parameters: z.strictObject({}),
  bind: () => ({ stores: { embedding: toFloat16 } }),
});
