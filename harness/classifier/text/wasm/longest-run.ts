/** The most slots in a row that are taken, which go on with the first one after the last. @returns all of them if none is free */
export function longestRun(slots: number, isTaken: (slot: number) => boolean): number {
  let [longest, current] = [0, 0];
  for (let step = 0; step < 2 * slots && current < slots; step += 1) {
    current = isTaken(step % slots) ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
