import { z } from "zod";
import { RecordError } from "../../harness/errors.ts";

const figure = z
  .number()
  .nullish()
  .default(null)
  .transform((value) => value ?? null);

const configuration = z.object({
  /** Content id of the cell's fields: what makes it the same configuration from one commit to the next. */
  cell: z.string(),
  label: z.string(),
  /** Share of test rows. */
  accuracy: figure,
  modelBytes: figure,
  parameters: figure,
  textsPerSecond: figure,
  usdPerMillionTexts: figure,
});

const entry = z.object({
  commit: z
    .string()
    .nullish()
    .default(null)
    .transform((value) => value ?? null),
  /** ISO 8601. */
  date: z.string(),
  configurations: z.array(configuration),
});

/** All else in a baseline is left alone: it concerns the check and no chart. */
const baseline = z.object({ history: z.array(entry) });

/** One state of the code with its figures; null is not measured. */
export type HistoryEntry = z.output<typeof entry>;

/** What a baseline file tells of itself and of those before it. */
export interface BaselineHistory {
  /** Of the file, without its extension. */
  readonly name: string;
  /** From the oldest to the one that counts now. */
  readonly entries: readonly HistoryEntry[];
}

/**
 * The history in the text of a baseline file.
 * @throws RecordError that names the file and the place
 */
export function parseHistory(
  text: string,
  { file, name }: { readonly file: string; readonly name: string },
): BaselineHistory {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RecordError(`${file}: not JSON; restore the baseline, or delete it and write it anew`, { cause });
  }
  const read = baseline.safeParse(value);
  if (read.success) return { name, entries: read.data.history };
  const { path, message } = read.error.issues[0]!;
  const where = path.length === 0 ? "" : `${path.map(String).join(".")}: `;
  throw new RecordError(
    `${file}: ${where}${message}; a baseline's history was needed: restore the file, or delete it and write it anew`,
  );
}
