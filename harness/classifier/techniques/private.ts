import * as z from "zod";
import type { Technique } from "../../contract/index.ts";
import { positive, readParameters } from "../../contract/plugin.ts";
import type { PrivacyGoal } from "../../contract/privacy.ts";

const schema = z
  .strictObject({
    /** The loss to spend; the noise follows from it. */
    epsilon: positive.max(1000).optional(),
    /** Or the noise; the loss follows from it. */
    noise: positive.min(0.1).max(10_000).optional(),
    delta: z.number().gt(0).lt(1).default(1e-5),
    clipNorm: positive.default(1),
  })
  .refine(({ epsilon, noise }) => epsilon !== undefined || noise !== undefined, {
    path: ["epsilon"],
    message: "is needed, such as 8, or noise in its place",
  })
  .refine(({ epsilon, noise }) => epsilon === undefined || noise === undefined, {
    path: ["noise"],
    message: "follows from epsilon; keep one of them",
  });

/**
 * Differentially private training (DP-SGD, Abadi et al. 2016, arXiv:1607.00133): each text's gradient is clipped, and noise hides what any one of them adds.
 * See training/private-step.ts and privacy/.
 */
export const privateTraining: Technique = {
  bind: (parameters) => ({
    stage: "training",
    // The schema leaves absent fields out, which its type cannot express.
    training: { privacy: readParameters("privacy private", schema, parameters) as PrivacyGoal },
  }),
};
