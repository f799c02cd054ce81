import type { Clock } from "../../base/clock.ts";

/** What became of a request. */
export interface SentRequest {
  /** When it was due, in ms from the start. */
  readonly dueMs: number;
  /** How much later it was sent. */
  readonly lateMs: number;
  /** From the moment that it was due to its answer. */
  readonly latencyMs: number;
  readonly isAnswered: boolean;
}

export interface OpenLoop {
  readonly clock: Clock;
  /** From the start, rising; the loop ends when these do, or when `goesOn` says so. */
  readonly dueMs: Iterator<number, unknown>;
  /** @returns whether it was answered */
  readonly send: () => Promise<boolean>;
  readonly onSent: (request: SentRequest) => void;
  /** Asked before each request. */
  readonly goesOn?: () => boolean;
}

/** A nanosecond: a timer that is set for a moment may end before it by what sums of fractions lose. */
const ROUNDING_MS = 1e-6;

/** A sender that is behind must still take in answers. */
const MOST_AT_ONCE = 1000;

/**
 * Sends requests when they are due, whatever became of those before. A latency counts from the moment that was due, so that a
 * service that stands still for a second has made all requests of that second wait: where each sender waits for its answer before
 * it sends again, the standstill would be one slow request (coordinated omission).
 * @returns when all requests are answered
 * @throws what `send` throws, after which nothing more is sent
 * @see Tene 2015, How NOT to Measure Latency
 */
export function openLoop({ clock, dueMs, send, onSent, goesOn = () => true }: OpenLoop): Promise<void> {
  const startMs = clock.nowMs();
  let pending = 0;
  let hasFailed = false;
  let next = dueMs.next();
  return new Promise((resolve, reject) => {
    const sendOne = async (atMs: number) => {
      const lateMs = clock.nowMs() - startMs - atMs;
      pending += 1;
      const isAnswered = await send();
      pending -= 1;
      onSent({ dueMs: atMs, lateMs, latencyMs: clock.nowMs() - startMs - atMs, isAnswered });
      if (pending === 0 && isOver()) resolve();
    };
    const isDue = () => (next.value as number) <= clock.nowMs() - startMs + ROUNDING_MS;
    const fail = (error: unknown) => {
      hasFailed = true;
      reject(error);
    };
    const isOver = () => hasFailed || next.done === true || !goesOn();
    const sendDue = () => {
      for (let count = 0; count < MOST_AT_ONCE && !isOver() && isDue(); count += 1) {
        const atMs = next.value as number;
        next = dueMs.next();
        sendOne(atMs).catch(fail);
      }
      if (!isOver()) clock.after((next.value as number) - (clock.nowMs() - startMs), sendDue);
      else if (pending === 0) resolve();
    };
    sendDue();
  });
}
