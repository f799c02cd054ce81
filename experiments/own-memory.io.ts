import { totalmem } from "node:os";

/** Memory of this machine, or what its container allows. */
export function ownMemoryBytes(): number {
  // Without a limit it is 0, undefined or more than there is.
  const allowed = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.min(totalmem(), allowed);
}
