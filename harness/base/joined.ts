type Floats = Float32Array | Float64Array;

/** Lists of numbers, one after the other. @param type of the result */
export function joined<A extends Floats>(type: new (length: number) => A, parts: readonly A[]): A {
  const all = new type(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
