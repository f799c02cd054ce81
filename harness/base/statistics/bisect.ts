/** Halvings after which an interval of about 1 is as narrow as float64 can tell. */
const HALVINGS = 60;

/** Where `isBelow` turns from true to false, which it does once between the ends. */
export function bisect(from: number, to: number, isBelow: (value: number) => boolean): number {
  let [low, high] = [from, to];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
