import { Batcher } from "../../base/batcher.ts";
import type { Clock } from "../../base/clock.ts";
import { randomStream } from "../../base/random/mt19937.ts";
import type { ExecutionProof, ServingSpec } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { PlannedSource } from "../../contract/model-source.ts";
import type { Serving } from "../../contract/serving.ts";
import { type Offered, type SentLoad, sendLoad } from "../load/trial.ts";
import type { CorpusPlace } from "./corpus-place.ts";
import type { OpenedModel } from "./opened-model.ts";
import { type RoundsBudget, type ServingSubject, type TimedRound, timeRounds } from "./time-calls.ts";

/** A load that a process sends to itself. */
export interface LoadCall extends Pick<Serving, "maxBatch" | "maxDelayMs"> {
  readonly offered: Offered;
  /** Which round's search it is part of, which of its loads it is, and which of the senders sends it: each draws arrivals of its own. */
  readonly round: number;
  readonly trial: number;
  readonly sender: number;
}

/** Null where it is not known. */
export interface ServingMemory {
  /** High-water mark of the process. */
  readonly peakRssBytes: number | null;
  /** What the driver of a GPU counts for it now. */
  readonly vramBytes: number | null;
}

/** What a process that serves is told to do: plain data in and out, so that it may be another process. */
export interface ServingCalls {
  /** Rounds of batches. They begin on the clock of the machine. */
  timeRounds(budget: RoundsBudget): Promise<TimedRound[]>;
  /** Answers requests that arrive at random, joined into batches as in a service. */
  answerLoad(call: LoadCall): Promise<SentLoad>;
  /** Opens a service over HTTP. @returns its port */
  listen(batching: Pick<Serving, "maxBatch" | "maxDelayMs">): Promise<number>;
  memory(): Promise<ServingMemory>;
  /** What ran, read back from the runtime. */
  prove(): Promise<ExecutionProof>;
}

export const SERVING_CALLS = [
  "timeRounds",
  "answerLoad",
  "listen",
  "memory",
  "prove",
] as const satisfies readonly (keyof ServingCalls)[];

/** A process that has the model open. */
export interface OpenedServing extends ServingCalls {
  /** Its memory with the runtime loaded, before it loaded the model; null if the kernel does not report it. */
  readonly baselineRssBytes: number | null;
}

/** Another process that serves. */
export interface ServingProcess extends OpenedServing {
  /** @returns when it has ended */
  close(): Promise<void>;
}

/** The model that a process serves. */
export interface ServingJob extends CorpusPlace {
  /** Absent for the reference. */
  readonly source?: PlannedSource;
  readonly serving: ServingSpec;
  readonly modelFolder: string;
}

interface Served extends ServingSubject, Pick<OpenedModel, "prove"> {
  /** Exact to the microsecond. */
  readonly clock: Clock;
  readonly machineNowMs: () => number;
}

/** The calls of a process about the model that it has open. */
export function servingCalls(served: Served, others: Pick<ServingCalls, "listen" | "memory">): ServingCalls {
  const { answer, prove, texts, clock, machineNowMs } = served;
  const answerEach = async (batch: readonly string[]) => rowsOf(await answer(batch), batch.length);
  return {
    ...others,
    timeRounds: (budget) => timeRounds({ ...served, nowMs: machineNowMs }, budget),
    answerLoad: ({ offered, maxBatch, maxDelayMs, round, trial, sender }) => {
      const batcher = new Batcher({
        maxBatch,
        maxDelayMs,
        maxQueued: Number.POSITIVE_INFINITY,
        clock,
        answer: answerEach,
      });
      let sent = 0;
      const send = () => batcher.answer([texts[sent++ % texts.length]!]).then(() => true);
      return sendLoad(offered, { clock, send, random: randomStream(1, "arrivals", round, trial, sender) });
    },
    prove: () => prove(texts.slice(0, THROUGHPUT_BATCH)),
  };
}

/** The outputs of each row. */
function rowsOf(outputs: Float32Array, rows: number): Float32Array[] {
  const each = outputs.length / rows;
  return Array.from({ length: rows }, (_, row) => outputs.subarray(row * each, (row + 1) * each));
}
