import type { Clock } from "./clock.ts";
import { Queue } from "./queue.ts";

/** How requests are joined into batches. */
export interface Batching {
  /** Items of a batch. */
  readonly maxBatch: number;
  /** How long the oldest item waits for others, while nothing is being answered. */
  readonly maxDelayMs: number;
  /** Items that may wait, those being answered not counted. */
  readonly maxQueued: number;
}

/** A batch that was answered. */
export interface AnsweredBatch {
  readonly items: number;
  readonly tookMs: number;
}

export interface BatcherSetup<Item, Answer> extends Batching {
  /** Answers the items of a batch, in order. It is never called again before it is done. */
  readonly answer: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly clock: Clock;
  readonly onBatch?: (batch: AnsweredBatch) => void;
}

/** More items would wait than may: the sender should slow down. */
export class QueueFullError extends Error {
  override readonly name = "QueueFullError";

  readonly queued: number;
  readonly came: number;
  readonly maxQueued: number;

  constructor(queued: number, came: number, maxQueued: number) {
    super(`${queued} items wait already, ${came} came, and at most ${maxQueued} may wait`);
    this.queued = queued;
    this.came = came;
    this.maxQueued = maxQueued;
  }
}

/** The items of one call, and what is known of their answers. */
interface Waiting<Item, Answer> {
  readonly items: readonly Item[];
  readonly arrivedMs: number;
  readonly answers: Answer[];
  /** Items that are in a batch by now. */
  taken: number;
  resolve(answers: Answer[]): void;
  reject(error: unknown): void;
}

/** The items of a call that are in one batch. */
interface Part<Item, Answer> {
  readonly call: Waiting<Item, Answer>;
  readonly items: readonly Item[];
}

/**
 * Joins the items of independent calls into batches, first come, first served. One batch is answered at a time; the next
 * one begins when it is full, or when its oldest item has waited `maxDelayMs`. A call's items may be answered in several batches.
 * @see Crankshaw et al. 2017, Clipper, NSDI, section 4.3, on batching with a bounded delay
 */
export class Batcher<Item, Answer> {
  readonly #setup: BatcherSetup<Item, Answer>;
  readonly #calls = new Queue<Waiting<Item, Answer>>();
  #queued = 0;
  #isAnswering = false;
  #isDraining = false;
  #forgetTimer: (() => void) | null = null;
  #whenEmpty: (() => void)[] = [];

  constructor(setup: BatcherSetup<Item, Answer>) {
    this.#setup = setup;
  }

  /** Items that wait for their batch. */
  get queued(): number {
    return this.#queued;
  }

  /**
   * @returns an answer for each item, in order
   * @throws QueueFullError where not all of them may wait; none of them is answered then
   * @throws what `answer` threw for a batch with any of them
   */
  answer(items: readonly Item[]): Promise<Answer[]> {
    const { maxQueued, clock } = this.#setup;
    if (items.length === 0) return Promise.resolve([]);
    if (this.#queued + items.length > maxQueued) {
      return Promise.reject(new QueueFullError(this.#queued, items.length, maxQueued));
    }
    return new Promise((resolve, reject) => {
      this.#calls.push({ items, arrivedMs: clock.nowMs(), answers: [], taken: 0, resolve, reject });
      this.#queued += items.length;
      this.#schedule();
    });
  }

  /** From now on no item waits for others. @returns when nothing waits and nothing is being answered */
  drain(): Promise<void> {
    this.#isDraining = true;
    return new Promise((resolve) => {
      this.#whenEmpty.push(resolve);
      this.#schedule();
    });
  }

  #schedule(): void {
    const oldest = this.#calls.first;
    if (this.#isAnswering) return;
    if (oldest === undefined) {
      for (const resolve of this.#whenEmpty.splice(0)) resolve();
      return;
    }
    const { maxBatch, maxDelayMs, clock } = this.#setup;
    if (this.#isDraining || this.#queued >= maxBatch) void this.#answerBatch();
    else
      this.#forgetTimer ??= clock.after(oldest.arrivedMs + maxDelayMs - clock.nowMs(), () => void this.#answerBatch());
  }

  async #answerBatch(): Promise<void> {
    this.#forgetTimer?.();
    this.#forgetTimer = null;
    this.#isAnswering = true;
    const { answer, clock, onBatch } = this.#setup;
    const parts = this.#takeParts();
    const items = parts.flatMap((part) => part.items);
    const startMs = clock.nowMs();
    try {
      const answers = await answer(items);
      if (answers.length !== items.length) throw new RangeError(`${answers.length} answers to ${items.length} items`);
      onBatch?.({ items: items.length, tookMs: clock.nowMs() - startMs });
      handOut(answers, parts);
    } catch (error) {
      for (const { call } of parts) this.#fail(call, error);
    }
    this.#isAnswering = false;
    this.#schedule();
  }

  #takeParts(): Part<Item, Answer>[] {
    const parts: Part<Item, Answer>[] = [];
    let room = this.#setup.maxBatch;
    while (room > 0 && this.#calls.length > 0) {
      const call = this.#calls.first!;
      const items = call.items.slice(call.taken, call.taken + room);
      parts.push({ call, items });
      call.taken += items.length;
      room -= items.length;
      this.#queued -= items.length;
      if (call.taken === call.items.length) this.#calls.take();
    }
    return parts;
  }

  /** Forgets the items of the call that still wait. */
  #fail(call: Waiting<Item, Answer>, error: unknown): void {
    this.#queued -= call.items.length - call.taken;
    call.taken = call.items.length;
    this.#calls.remove(call);
    call.reject(error);
  }
}

function handOut<Item, Answer>(answers: readonly Answer[], parts: readonly Part<Item, Answer>[]): void {
  let start = 0;
  for (const { call, items } of parts) {
    call.answers.push(...answers.slice(start, start + items.length));
    start += items.length;
    if (call.answers.length === call.items.length) call.resolve(call.answers);
  }
}
