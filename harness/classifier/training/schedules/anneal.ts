import * as z from "zod";

/** Share of the optimizer's rate that is left at the planned end of the training. */
export const finalFactor = z.number().min(0).max(1);

/** Half a cosine from one value (share 0) to another (share 1), flat at both ends. */
export function cosineBetween(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
