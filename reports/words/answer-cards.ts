/** What stands on and below the cards of the answer's figures. */
import { formatCount, formatPoints } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import { type Sentence, type Span, sentence } from "./sentence.ts";

/** What is known of a difference from the baseline. */
export type DifferenceStanding =
  /** Beyond chance, for the better or for the worse. */
  | "better"
  | "worse"
  /** Not told apart from none. */
  | "untold"
  /** Costs within a tenth. */
  | "same"
  /** No test was made of it. */
  | "plain";

interface CardWords {
  readonly points: (difference: number) => string;
  readonly standing: Readonly<Record<DifferenceStanding, string>>;
  readonly untold: (name: string) => string;
  readonly more: (count: number) => string;
  readonly table: string;
  /** Heading of what would make the answer surer. */
  readonly doubts: string;
  /** Above the cards: whose figures they show. @param baseline "the baseline, float32"; null where it has none of its own */
  readonly keyFigures: (condition: string | null, winner: Span, baseline: string | null) => Sentence;
  /** In the small print of a card, with a figure or a range. */
  readonly ofBaseline: (figure: string, aside: string) => string;
  readonly fromBaseline: (points: string) => string;
  readonly between: string;
}

const SAID: InLanguages<CardWords> = {
  en: {
    points: (difference) => `${formatPoints(difference)} points`,
    standing: { better: "", worse: "", untold: "not told apart", same: "the same", plain: "" },
    untold: (name) => `Not told apart from ${name} by cost:`,
    more: (count) => `and ${formatCount(count)} more`,
    table: "All are in the table",
    doubts: "What could be told, and what it would take to tell more",
    keyFigures: (condition, winner, baseline) =>
      sentence`${condition === null ? "" : `${condition}: `}Key figures of ${winner}${baseline === null ? "" : `, and of ${baseline}`}; ranges are 95 % intervals`,
    ofBaseline: (figure, aside) => `baseline ${figure}${aside === "" ? "" : ` (${aside})`}`,
    fromBaseline: (points) => `from the baseline ${points} points`,
    between: "; ",
  },
  zh: {
    points: (difference) => `${formatPoints(difference)}个百分点`,
    standing: { better: "", worse: "", untold: "无法区分", same: "相同", plain: "" },
    untold: (name) => `成本与${name}无法区分的配置：`,
    more: (count) => `以及另外${formatCount(count)}个`,
    table: "全部见表格",
    doubts: "目前能区分到什么程度，以及怎样才能区分得更清楚",
    keyFigures: (condition, winner, baseline) =>
      sentence`${condition === null ? "" : `${condition}：`}${winner}的关键指标${baseline === null ? "" : `，以及${baseline}的指标`}；范围均为95 %置信区间`,
    ofBaseline: (figure, aside) => `基线${figure}${aside === "" ? "" : `（${aside}）`}`,
    fromBaseline: (points) => `与基线之差为${points}个百分点`,
    between: "；",
  },
};

export function cardWords(language: Language): CardWords {
  return SAID[language];
}

/** Beyond it, in either direction, percentages say little. */
const MOST_IN_PERCENT = 2;

/** "−68 %" or "3.1×", of a ratio to the baseline's figure; the same in every language. */
export function ratioDifference(ratio: number): string {
  if (ratio >= MOST_IN_PERCENT || ratio <= 1 / MOST_IN_PERCENT) return `${Number(ratio.toPrecision(2))}×`;
  const percent = Math.round((ratio - 1) * 100);
  return percent === 0 ? "±0 %" : `${percent < 0 ? "−" : "+"}${Math.abs(percent)} %`;
}
