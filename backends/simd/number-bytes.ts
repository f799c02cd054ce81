/** Bytes of every number in a module's memory, float32 or int32. */
export const NUMBER_BYTES = 4;
