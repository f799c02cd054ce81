import * as z from "zod";
import { RecordError } from "../../../harness/base/errors.ts";

/** What one run of a matrix says. */
export interface RunOutcome {
  /** Kind of the answer. */
  readonly answer: string;
  /** Name of the configuration that is named; null if none is. */
  readonly winner: string | null;
  /** Names of those that cannot be told from it. */
  readonly tied: readonly string[];
  /** Name -> US dollars per million texts, of finished configurations. */
  readonly usd: ReadonlyMap<string, number>;
}

/** What summary.json has in common between commits. */
const summarySchema = z.object({
  answer: z.object({ kind: z.string(), winner: z.string().nullable(), tied: z.array(z.string()) }),
  configurations: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      figures: z.object({ usdPerMillionTexts: z.object({ middle: z.number() }) }).nullable(),
    }),
  ),
});

/** @throws RecordError if the text is no summary.json */
export function readOutcome(text: string, file: string): RunOutcome {
  const { answer, configurations } = parsed(text, file);
  const labels = new Map(configurations.map(({ id, label }) => [id, label]));
  const labelOf = (id: string) => labels.get(id) ?? id;
  return {
    answer: answer.kind,
    winner: answer.winner === null ? null : labelOf(answer.winner),
    tied: answer.tied.map(labelOf),
    usd: new Map(
      configurations.flatMap(({ label, figures }) =>
        figures === null ? [] : [[label, figures.usdPerMillionTexts.middle] as const],
      ),
    ),
  };
}

function parsed(text: string, file: string): z.output<typeof summarySchema> {
  try {
    return summarySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new RecordError(`${file} is no summary.json of a run: write it again with pricewar report`, { cause });
  }
}
