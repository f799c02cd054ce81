import { groupBy } from "../../../harness/base/group-by.ts";
import type { CheckRow } from "../../../harness/judge/check/check-result.ts";
import { formatCount } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";
import { explanation, verdictText } from "./rows.ts";

interface Said {
  readonly note: (number: number, rows: string, verdict: string, reason: string) => string;
  readonly seeNote: (number: number) => string;
}

const said: InLanguages<Said> = {
  en: {
    note: (number, rows, verdict, reason) => `Note ${number}, ${rows} × ${verdict}: ${reason}`,
    seeNote: (number) => `see note ${number}`,
  },
  zh: {
    note: (number, rows, verdict, reason) => `注${number}，${rows}项${verdict}：${reason}`,
    seeNote: (number) => `见注${number}`,
  },
};

/** A shorter reason takes no more room than a reference to it. */
const WORTH_SHARING: InLanguages<number> = { en: 40, zh: 20 };

/** Reasons of the rows of a table, where one that several rows share stands once, below the table. */
export interface SharedReasons {
  /** By row: its reason, or "see note 1". */
  readonly of: ReadonlyMap<CheckRow, string>;
  /** In the order in which rows first refer to them. */
  readonly notes: readonly string[];
}

/** @param first number of the first note: those of two tables on one page must differ */
export function sharedReasons(rows: readonly CheckRow[], first = 1, language: Language = "en"): SharedReasons {
  const { note, seeNote } = said[language];
  const of = new Map<CheckRow, string>();
  const notes: string[] = [];
  for (const alike of byReason(rows)) {
    const [row] = alike;
    const reason = explanation(row!, language);
    const isShared = alike.length > 1 && reason.length > WORTH_SHARING[language];
    if (isShared)
      notes.push(note(first + notes.length, formatCount(alike.length), verdictText(row!, language), reason));
    for (const one of alike) of.set(one, isShared ? seeNote(first + notes.length - 1) : reason);
  }
  return { of, notes };
}

/** The rows in their order, but those with one verdict and reason together at the place of the first. */
export function groupedByReason(rows: readonly CheckRow[]): CheckRow[] {
  return byReason(rows).flat();
}

function byReason(rows: readonly CheckRow[]): CheckRow[][] {
  return [...groupBy(rows, (row) => `${verdictText(row)}\n${explanation(row)}`).values()];
}
