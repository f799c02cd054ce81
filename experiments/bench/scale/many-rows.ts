import type { RandomStream } from "../../../harness/base/random/mt19937.ts";
import { correctBits, rowBits } from "../../../harness/base/statistics/correct-rows.ts";
import { answerScores } from "../../../harness/contract/answer-scores.ts";
import type { RunLine } from "../../../harness/contract/index.ts";
import type { OkRecord } from "../../../harness/contract/record.ts";
import { isSample } from "../../../harness/contract/run-line.ts";

export interface ManyRows {
  readonly rows: number;
  readonly classes: number;
}

/** Of the rows, those that every model finds hard, and how often it is wrong on these and on the others. */
const HARD_ROWS = 0.2;
const WRONG = { hard: 0.5, easy: 0.02 };

/** The lines of a run, every record with answers to so many test rows: hard rows are hard for all models, and each errs in its own way. */
export function withManyRows(lines: readonly RunLine[], { rows, classes }: ManyRows, random: RandomStream): RunLine[] {
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % classes);
  const isHard = Uint8Array.from(labels, () => (random.nextFloat64() < HARD_ROWS ? 1 : 0));
  const answered = (record: OkRecord): OkRecord => {
    const predictions = labels.map((label, row) =>
      random.nextFloat64() < (isHard[row] === 1 ? WRONG.hard : WRONG.easy) ? (label + 1) % classes : label,
    );
    const { membership } = record.quality;
    const { calibration: _, ...figures } = record.quality.test!;
    const test = { ...figures, ...answerScores({ labels, predictions }, classes) };
    const seen = rowBits(new Uint8Array(rows));
    const corpus =
      record.corpus === null
        ? null
        : { ...record.corpus, rows: { ...record.corpus.rows, test: rows }, seen, seenRows: 0 };
    return {
      ...record,
      corpus,
      quality: {
        ...record.quality,
        accuracy: test.accuracy,
        f1: test.macroF1,
        ...(membership && { membership: { ...membership, others: rows } }),
        testRows: rows,
        correct: correctBits(predictions, labels),
        test,
      },
    };
  };
  return lines.map((line) => (isSample(line) || line.status !== "ok" ? line : answered(line)));
}
