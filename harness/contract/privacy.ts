/** What a training with differential privacy promises, and what it takes. */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

/** What the technique `private` asks for. */
export interface PrivacyGoal {
  /** The loss to spend over the whole training; absent where `noise` is given. */
  readonly epsilon?: number;
  /** Standard deviation of the noise in multiples of what one text can change; absent where `epsilon` is given. */
  readonly noise?: number;
  /** Probability with which the promise may fail. */
  readonly delta: number;
  /** Norm that each text's gradient is clipped to. */
  readonly clipNorm: number;
}

/** What choosing words of the training texts may spend. */
export const privateVocabularySchema = z.strictObject({
  epsilon: z.number().min(0.001).max(1000),
  delta: z.number().gt(0).max(0.1).default(1e-5),
});

export type PrivateVocabulary = DeepReadonly<z.output<typeof privateVocabularySchema>>;

export const privacySpentSchema = z.object({
  /**
   * With probability 1 - delta, no output of the training is more than e^epsilon times as probable with any one text of the training rows as
   * without it. Holds for the weights alone: scores and losses of a record are computed without noise.
   */
  epsilon: z.number(),
  delta: z.number(),
  noiseMultiplier: z.number(),
  clipNorm: z.number(),
  /** Probability with which a step reads a text, each by itself. */
  samplingRate: z.number(),
  /** Steps that epsilon is for: all that were planned, even if the training stopped early. */
  steps: z.int(),
});

/** What a training has spent of privacy, and how. */
export type PrivacySpent = DeepReadonly<z.output<typeof privacySpentSchema>>;
