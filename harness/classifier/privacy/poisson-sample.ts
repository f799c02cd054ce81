/**
 * The texts of a step: each is in it with the same probability, whatever the others are, so that a step may have any number of them, or none.
 * What is left out between two of them is geometrically distributed.
 * @param uniform above 0 and up to 1
 * @returns in rising order
 */
export function poissonSample(texts: number, samplingRate: number, uniform: () => number): Int32Array {
  if (samplingRate === 1) return Int32Array.from({ length: texts }, (_, text) => text);
  const logStays = Math.log1p(-samplingRate);
  const sample: number[] = [];
  const gap = () => Math.floor(Math.log(uniform()) / logStays);
  for (let text = gap(); text < texts; text += 1 + gap()) sample.push(text);
  return Int32Array.from(sample);
}
