import type { OkRecord } from "../record.ts";
import { isSample, type RunLine } from "../run-line.ts";
import type { ServingSample } from "../serving-sample.ts";
import { above, type Contradiction, firstOf } from "./contradiction.ts";
import { corpusContradictions } from "./corpus.ts";
import { costContradictions } from "./cost.ts";
import { qualityContradictions } from "./quality.ts";
import { servingContradictions } from "./serving.ts";
import { trainingContradictions } from "./training.ts";
import { usageContradictions } from "./usage.ts";

/** The first figure of a line that another one contradicts: no line that was measured has any. */
export function contradictionIn(line: RunLine): Contradiction {
  if (isSample(line)) return sampleContradiction(line);
  return line.status === "ok" ? firstOf(recordContradictions(line)) : null;
}

function* recordContradictions({
  experiment,
  quality,
  corpus,
  training,
  usage,
  cost,
}: OkRecord): Generator<Contradiction> {
  yield* qualityContradictions(quality);
  if (corpus !== null) yield* corpusContradictions(corpus, quality.testRows);
  yield* trainingContradictions(training, usage);
  yield* servingContradictions(experiment, usage.serve);
  yield* usageContradictions(usage);
  yield* costContradictions(cost, usage);
}

function sampleContradiction({ timedMs, processWallMs }: ServingSample): Contradiction {
  return above("timedMs", timedMs, processWallMs, "as processWallMs");
}
