import { findStored, readStored } from "../base/at-rest/stored.io.ts";
import { writeFileAtomically } from "../base/files.io.ts";
import { withoutSum, withSum } from "./line-sum.ts";
import { lastMarks, type MarkLine, markSchema } from "./mark.ts";

/** A line with its sum, and without a line break. */
export function markText(mark: MarkLine): string {
  return withSum(JSON.stringify(markSchema.parse(mark)));
}

/** The mark of a line; null for one that is damaged, or of another schema. */
export function parseMark(text: string): MarkLine | null {
  const { json, isRight } = withoutSum(text);
  if (!isRight) return null;
  try {
    return markSchema.parse(JSON.parse(json)) as MarkLine;
  } catch {
    // Whatever is wrong with it, it is made again.
    return null;
  }
}

/**
 * Reads baselines.jsonl.
 * @returns the lines that count; none if there is no file. A damaged line is left out: the next run makes it again.
 */
export async function readMarks(file: string): Promise<MarkLine[]> {
  if ((await findStored(file)) === null) return [];
  const lines = (await readStored(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lastMarks(lines.flatMap((line) => parseMark(line) ?? []));
}

/** Replaces baselines.jsonl: it is small, and a crash leaves the one before. */
export async function writeMarks(file: string, marks: readonly MarkLine[]): Promise<void> {
  await writeFileAtomically(
    file,
    lastMarks(marks)
      .map((mark) => `${markText(mark)}\n`)
      .join(""),
  );
}
