import type { RunEntrants } from "../../harness/judge/analysis/war-entrants.ts";
import type { MarketSheet } from "../../harness/judge/pricing/war/entrant.ts";
import type { WarQuestion } from "../../harness/judge/pricing/war/question.ts";
import type { InLanguages } from "../words/language.ts";

/** What the page's program fights a price war with. */
export interface WarData {
  readonly entrants: RunEntrants;
  readonly sheet: MarketSheet;
  /** What is given in all of it, such as "http"; null where the run has nothing else. */
  readonly about: InLanguages<string> | null;
  /** The market unless another is asked about. */
  readonly usual: WarQuestion;
}

/** Id of the payload. */
export const WAR_DATA = "price-war-data";
