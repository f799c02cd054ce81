import { setFlagsFromString } from "node:v8";

/** By how much a heap may exceed what lived in it when garbage was last collected, in percent. */
const GROWTH_PERCENT = 60;
/** What V8 starts with: it chooses the growth by itself. */
const CHOSEN_BY_V8 = 0;

/**
 * Does work of much garbage with a heap not much larger than what lives in it; V8 alone would let it grow to four times that before
 * it collects. It is no limit: a heap in which more lives grows. Node's own `--max-old-space-size` is one, and would end such a run.
 * The flag is V8's, of Node 20, 22 and 24. A V8 without it would say so on stderr, and go on as it chooses.
 */
export async function withFrugalHeap<T>(work: () => Promise<T>): Promise<T> {
  growBy(GROWTH_PERCENT);
  try {
    return await work();
  } finally {
    growBy(CHOSEN_BY_V8);
  }
}

function growBy(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
