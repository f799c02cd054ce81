import type { Technique } from "../contract.ts";
import { createRegistry } from "../registry.ts";

const schemes = () => import("./quantization-schemes.ts");

/** What can stand on the `quantization` axis beside "float32". */
export const quantizations = createRegistry<Technique>("quantization", {
  float16: async () => (await schemes()).float16,
  "int8-dynamic": async () => (await schemes()).int8Dynamic,
  "int8-rows": async () => (await schemes()).int8Rows,
  int8: async () => (await schemes()).int8,
  "int4-blocks": async () => (await schemes()).int4Blocks,
});

/** Everything that can stand in a list of techniques. */
export const techniques = quantizations;
