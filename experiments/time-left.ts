/** A pace that is older tells little of machines that have come or gone meanwhile. */
const WINDOW_MS = 600_000;
/** Slow cells are too few in that time, and quick ones more than need be kept. */
const FEWEST_MARKS = 10;
const MOST_MARKS = 1000;

export interface TimeLeftOptions {
  /** Of each piece of work, as estimated for one machine. */
  readonly estimatesMs: readonly number[];
  /** Those that work at it now. */
  readonly machines: () => number;
  readonly nowMs: () => number;
  /** When it began. What was begun earlier says nothing about its pace. */
  readonly since: Date;
}

/**
 * How long work will take that any number of machines share. What has been finished of the estimate in the time that has passed is its pace; machines are
 * believed to keep up with the estimate for as long as one piece takes, which is what the first pieces to finish do not show.
 */
export class TimeLeft {
  readonly #options: TimeLeftOptions;
  readonly #pieceMs: number;
  #leftMs: number;
  /** What was finished lately, from the first one on that counts. */
  readonly #marks: { readonly atMs: number; readonly workMs: number }[] = [];
  #fromMs: number;

  constructor(options: TimeLeftOptions) {
    this.#options = options;
    this.#leftMs = options.estimatesMs.reduce((sum, ms) => sum + ms, 0);
    this.#pieceMs = this.#leftMs / options.estimatesMs.length;
    this.#fromMs = options.nowMs();
  }

  /**
   * @param workMs as it was estimated
   * @param startedAt ISO 8601
   */
  finish(workMs: number, startedAt: string): void {
    const { nowMs, since } = this.#options;
    this.#leftMs -= workMs;
    // What others had done before this command came to collect it.
    if (Date.parse(startedAt) < since.getTime()) return;
    this.#marks.push({ atMs: nowMs(), workMs });
    while (this.#isFirstTooOld()) this.#fromMs = this.#marks.shift()!.atMs;
  }

  /** At least 0. */
  ms(): number {
    const { machines, nowMs } = this.#options;
    const lastMs = this.#marks.at(-1)?.atMs ?? this.#fromMs;
    const doneMs = this.#marks.reduce((sum, { workMs }) => sum + workMs, 0);
    const believedMs = Math.max(1, machines()) * this.#pieceMs;
    const pace = (doneMs + believedMs) / (lastMs - this.#fromMs + this.#pieceMs);
    return Math.max(0, this.#leftMs / pace - (nowMs() - lastMs));
  }

  #isFirstTooOld(): boolean {
    const { length } = this.#marks;
    if (length <= FEWEST_MARKS) return false;
    return length > MOST_MARKS || this.#options.nowMs() - this.#marks[0]!.atMs > WINDOW_MS;
  }
}
