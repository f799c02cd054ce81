import { sliceTexts } from "../../../../classifier/text/encoded-texts.ts";
import type { FitJob } from "../../../../classifier/training/fit.ts";
import { isSteered } from "../../../../classifier/training/schedules/schedule.ts";

/** A training that nobody follows: of its texts to score, those alone that stop or steer it, and one that there has to be. */
export function unfollowed(fit: FitJob): FitJob {
  const { test, validation = null, schedule, earlyStopping } = fit;
  const isFollowed = isSteered(schedule) || earlyStopping !== undefined;
  return {
    ...fit,
    test: { texts: sliceTexts(test.texts, 0, 1), labels: test.labels.subarray(0, 1) },
    validation: isFollowed ? validation : null,
  };
}
