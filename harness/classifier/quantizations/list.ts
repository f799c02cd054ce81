/** Every quantization, one line each: registry.ts and the axis `quantization` take them from here. */
export { float16 } from "./float16/quantization.ts";
export { int4Blocks } from "./int4-blocks/quantization.ts";
export { int8 } from "./int8/quantization.ts";
export { int8Dynamic } from "./int8-dynamic/quantization.ts";
export { int8Rows } from "./int8-rows/quantization.ts";
export { int8Static } from "./int8-static/quantization.ts";
export { int8Table } from "./int8-table/quantization.ts";
export { product } from "./product/quantization.ts";
