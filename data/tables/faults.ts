import { formatCount } from "../../harness/base/counts.ts";
import { DataError } from "../../harness/base/errors.ts";

/** Something that can be wrong with a row: how it is said of one row and of several, and the way out. */
export interface FaultKind {
  /** Of a single row; `detail` is what the row adds, such as a number of fields. */
  readonly one: (detail: string) => string;
  /** Of several rows; `count` is written out, such as "1,204". */
  readonly several: (count: string) => string;
  readonly wayOut: string;
}

interface Place {
  readonly row: number;
  readonly detail: string;
}

/** Places of a kind that are named; the others are counted. */
const MOST_PLACES = 5;

/** Collects all that is wrong with a file, so that a person can mend it in one go: one line per kind. */
export class Faults {
  /** The file's name, as messages give it. */
  readonly file: string;
  readonly #noun: RowNoun;
  readonly #kinds = new Map<FaultKind, { count: number; readonly places: Place[] }>();
  readonly #sentences: Sentence[] = [];

  constructor(file: string, noun: RowNoun) {
    this.file = file;
    this.#noun = noun;
  }

  /** @param kind the same object for all rows of a kind */
  add(kind: FaultKind, row: number, detail = ""): void {
    const known = this.#kinds.get(kind) ?? { count: 0, places: [] };
    this.#kinds.set(kind, known);
    known.count += 1;
    if (known.places.length < MOST_PLACES) known.places.push({ row, detail });
  }

  countOf(kind: FaultKind): number {
    return this.#kinds.get(kind)?.count ?? 0;
  }

  /** Forgets a kind, where something else says it better. */
  drop(kind: FaultKind): void {
    this.#kinds.delete(kind);
  }

  /** Adds a finished sentence. @param row where it is, or null if it is about the whole file */
  say(row: number | null, text: string): void {
    this.#sentences.push({ row, text: `${placed(this.file, this.#noun, row)}: ${text}` });
  }

  /** Takes over the message of an error that ended the reading. */
  take(error: DataError): void {
    this.#sentences.push({ row: null, text: error.message });
  }

  /** One line per kind, in the order of their first rows; what is about the whole file comes last. */
  lines(): string[] {
    const ofRows = [...this.#kinds].map(([kind, { count, places }]): Sentence => {
      const [first] = places;
      const what =
        count === 1
          ? kind.one(first!.detail)
          : `${kind.several(formatCount(count))} (${placesText(this.#noun, count, places)})`;
      return { row: first!.row, text: `${placed(this.file, this.#noun, first!.row)}: ${what}; ${kind.wayOut}` };
    });
    const order = ({ row }: Sentence) => row ?? Number.MAX_SAFE_INTEGER;
    return [...ofRows, ...this.#sentences].sort((one, other) => order(one) - order(other)).map(({ text }) => text);
  }
}

interface Sentence {
  readonly row: number | null;
  readonly text: string;
}

/** What the rows of a file are counted in. */
export type RowNoun = "line" | "row";

/** @throws DataError with all of their lines, if there are any */
export function throwFaults(all: readonly Faults[]): void {
  const lines = all.flatMap((faults) => faults.lines());
  if (lines.length > 0) throw new DataError(lines.join("\n"));
}

/** "lines 3, 5 and 8", or "lines 3, 5, 8, 9, 12 and 15 more" */
export function placesText(noun: RowNoun, count: number, places: readonly Place[]): string {
  const named = places.map(({ row, detail }) => (detail === "" ? String(row) : `${row}: ${detail}`));
  const more = count - places.length;
  const last = more > 0 ? `${formatCount(more)} more` : named.pop();
  return `${noun}s ${named.join(", ")} and ${last}`;
}

function placed(file: string, noun: RowNoun, row: number | null): string {
  if (row === null) return file;
  return noun === "line" ? `${file}:${row}` : `${file}, row ${row}`;
}
