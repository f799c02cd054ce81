/**
 * Mean power of all GPUs together.
 * @param csv lines of index and watts, each GPU once per reading, from `nvidia-smi --query-gpu=index,power.draw --format=csv,noheader,nounits -lms N`
 * @returns null without a reading, or where a GPU does not tell ("[N/A]")
 */
export function meanGpuWatts(csv: string): number | null {
  const readings = new Map<string, number[]>();
  // The last line may be cut off.
  for (const line of csv.split("\n").slice(0, -1)) {
    const [index = "", watts = ""] = line.split(",").map((field) => field.trim());
    if (!/^\d+(\.\d+)?$/.test(watts)) return null;
    readings.set(index, [...(readings.get(index) ?? []), Number(watts)]);
  }
  if (readings.size === 0) return null;
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...readings.values()].reduce((sum, values) => sum + meanOf(values), 0);
}
