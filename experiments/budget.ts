import { wallUsd } from "../harness/judge/pricing/cost.ts";

/** What one command may take; no limit where left out. */
export interface Limits {
  readonly maxMinutes?: number;
  readonly maxUsd?: number;
}

/** Estimated wall time of what starts next, and the hourly price of the machine that does it. */
export interface Expense {
  readonly ms: number;
  readonly usdPerHour: number;
}

/** What did not fit any more. */
export interface Overrun {
  readonly next: Expense;
  /** "--max-minutes 5" */
  readonly limit: string;
}

const MS_PER_MINUTE = 60_000;

/**
 * Keeps a command within its limits: it asks before each part of its work whether that still fits. All time counts that has passed
 * since the command started, in dollars at the price of the part that was running, or that comes first.
 */
export class Budget {
  readonly #limits: Limits;
  readonly #nowMs: () => number;
  readonly #startMs: number;
  #countedMs: number;
  #spentUsd = 0;
  #usdPerHour: number | null = null;
  #overrun: Overrun | null = null;

  /** @param startMs when the command started, on the clock of `nowMs` */
  constructor(limits: Limits, nowMs: () => number, startMs: number) {
    this.#limits = limits;
    this.#nowMs = nowMs;
    this.#startMs = startMs;
    this.#countedMs = startMs;
  }

  /** What did not fit; null as long as everything did. */
  get overrun(): Overrun | null {
    return this.#overrun;
  }

  /** Without limits everything fits, and nothing has to be estimated. */
  get isLimited(): boolean {
    const { maxMinutes, maxUsd } = this.#limits;
    return maxMinutes !== undefined || maxUsd !== undefined;
  }

  /** Whether what comes next fits; once something did not, nothing does. @param expenseOf is only called if there is a limit */
  allows(expenseOf: () => Expense): boolean {
    if (!this.isLimited) return true;
    if (this.#overrun !== null) return false;
    const next = expenseOf();
    const limit = this.#exceededBy(next);
    if (limit !== null) this.#overrun = { next, limit };
    return limit === null;
  }

  /** Whether something fits that the work can do without, such as taking a timing again: where it does not, what comes after it still may. */
  fits(expenseOf: () => Expense): boolean {
    return !this.isLimited || (this.#overrun === null && this.#exceededBy(expenseOf()) === null);
  }

  #exceededBy(next: Expense): string | null {
    const { maxMinutes, maxUsd } = this.#limits;
    const nowMs = this.#nowMs();
    this.#spentUsd += wallUsd(nowMs - this.#countedMs, this.#usdPerHour ?? next.usdPerHour);
    this.#countedMs = nowMs;
    this.#usdPerHour = next.usdPerHour;
    const limits = [
      { option: "--max-minutes", most: maxMinutes, wouldBe: (nowMs - this.#startMs + next.ms) / MS_PER_MINUTE },
      { option: "--max-usd", most: maxUsd, wouldBe: this.#spentUsd + wallUsd(next.ms, next.usdPerHour) },
    ];
    const exceeded = limits.find(({ most, wouldBe }) => most !== undefined && wouldBe > most);
    return exceeded === undefined ? null : `${exceeded.option} ${exceeded.most}`;
  }
}
