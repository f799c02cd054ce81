import * as z from "zod";
import type { Json } from "../../base/canonical-json.ts";
import { refusalBy } from "../../base/documents/accepts.ts";
import { problemsOf } from "../../base/documents/issues.ts";
import { pathText } from "../../base/documents/problems.ts";
import { disturbanceSchema } from "../../contract/disturbance.ts";
import { trainingCourseSchema } from "../../contract/record.ts";

/** What every stored training says of itself; the rest is copied into records, whose schema checks it. */
const trainingReportSchema = trainingCourseSchema.extend({
  trainRun: z.string(),
  trainSteps: z.int(),
  trainWallMs: z.number(),
  processWallMs: z.number(),
  peakRssBytes: z.number().nullable(),
  disturbance: disturbanceSchema.nullable(),
});

const refusalOf = refusalBy(trainingReportSchema);

/** What is wrong with a training.json: "training.json: history: what was needed, what came"; null if nothing is. */
export function trainingReportProblem(report: unknown): string | null {
  const issue = refusalOf(report)?.issues[0];
  if (issue === undefined) return null;
  const [problem] = problemsOf(issue, report as Json, () => ({ kind: "key", keys: [] }));
  return `training.json: ${problem!.path.length === 0 ? "" : `${pathText(problem!.path)}: `}${problem!.message}`;
}
