import type { Job } from "./lane.ts";
import type { Lane } from "./served-model.ts";
import { TEXTS_PER_CALL } from "./serving-program.ts";

/** How lanes get a batch's texts. */
export interface Feed<Batch> {
  readonly job: Job;
  rowsOf(batch: Batch): number;
  /** Before what is fed to several lanes at the same time. */
  begin(): void;
  /** Writes what a lane reads for texts from `first` on, at most so many. @returns how many; 0 if it cannot read the first one */
  feed(lane: Lane, batch: Batch, first: number, most: number): number;
  /** Probabilities of a text that a lane cannot read. */
  answerOtherwise(batch: Batch, row: number): Float32Array;
}

/**
 * Texts of the calling thread for one of another thread: it also writes what all of them read, and the others start when their
 * texts are there.
 */
const OWN_SHARE = 0.9;

/** Texts for each thread, at least: to wake a thread up takes about as long as these. */
export const TEXTS_PER_THREAD = 32;

/** Answers a batch in the calling thread. @returns probabilities [rows, outputs] */
export function answerAlone<Batch>(lane: Lane, feeding: Feed<Batch>, batch: Batch, outputs: number): Float32Array {
  const rows = feeding.rowsOf(batch);
  const result = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; ) {
    feeding.begin();
    const texts = feeding.feed(lane, batch, row, Math.min(TEXTS_PER_CALL, rows - row));
    if (texts > 0) {
      lane.start(feeding.job, texts);
      lane.copyTo(result, row, texts, feeding.job);
    } else {
      result.set(feeding.answerOtherwise(batch, row), row * outputs);
    }
    row += Math.max(1, texts);
  }
  return result;
}

/**
 * Answers a batch in all lanes. The calling thread writes what the others read, and answers its own texts, which are a few less,
 * last. An error comes once no lane is at work: what the next batch writes must not change under a job.
 */
export async function answerTogether<Batch>(
  lanes: readonly Lane[],
  feeding: Feed<Batch>,
  batch: Batch,
  outputs: number,
): Promise<Float32Array> {
  const { job } = feeding;
  const rows = feeding.rowsOf(batch);
  const result = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; ) {
    feeding.begin();
    const started: { readonly lane: Lane; readonly first: number; readonly texts: number }[] = [];
    try {
      for (const [index, lane] of lanes.entries()) {
        const left = rows - row;
        const share = Math.ceil(left / (lanes.length - 1 - index + OWN_SHARE));
        const texts = left > 0 ? feeding.feed(lane, batch, row, Math.min(TEXTS_PER_CALL, share, left)) : 0;
        if (texts === 0) break;
        lane.start(job, texts);
        started.push({ lane, first: row, texts });
        row += texts;
      }
      for (const { lane, first, texts } of started) {
        const ending = lane.finish();
        if (ending !== undefined) await ending;
        lane.copyTo(result, first, texts, job);
      }
    } catch (error) {
      await Promise.allSettled(started.map(({ lane }) => lane.finish()));
      throw error;
    }
    if (started.length > 0) continue;
    result.set(feeding.answerOtherwise(batch, row), row * outputs);
    row += 1;
  }
  return result;
}
