/** How sure an answer is, in a sentence or two. */
import { sum } from "simple-statistics";
import type { Confidence, ConfidenceLevel } from "../../harness/judge/analysis/confidence.ts";
import { formatCount, formatShare, listing } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import { inSentences, plainText } from "./sentence.ts";

type Kind = "dearer" | "same" | "cheaper" | "untold";

/** In the order in which they are said. */
const KINDS = ["dearer", "same", "cheaper", "untold"] as const satisfies readonly Kind[];

interface ConfidenceWords {
  readonly level: Readonly<Record<ConfidenceLevel, string>>;
  readonly none: string;
  /** All others are of one kind. */
  readonly alike: (count: number, kind: Kind) => string;
  readonly some: (all: number, parts: readonly (readonly [Kind, number])[]) => string;
  readonly frontier: (share: number) => string;
}

const EN = {
  dearer: (count: number) => `${costs(count)} measurably more`,
  same: (count: number) => `${costs(count)} the same`,
  cheaper: (count: number) => `${costs(count)} measurably less`,
  untold: () => "cannot be told apart from it",
} as const;

const ZH = { dearer: "成本显著更高", same: "成本相同", cheaper: "成本显著更低", untold: "与它无法区分" } as const;

const SAID: InLanguages<ConfidenceWords> = {
  en: {
    level: { high: "Confidence: high.", medium: "Confidence: medium.", low: "Confidence: low." },
    none: "No other configuration is shown to be good enough.",
    alike: (count, kind) => {
      if (count === 1) return `The only other one that is good enough ${EN[kind](count)}.`;
      const others = `the ${formatCount(count)} others that are good enough`;
      return kind === "untold"
        ? `None of ${others} can be told apart from it.`
        : `All of ${others} ${EN[kind](count)}.`;
    },
    some: (all, parts) =>
      `Of ${formatCount(all)} others that are good enough, ${listing(parts.map(([kind, count]) => `${formatCount(count)} ${EN[kind](count)}`))}.`,
    frontier: (share) =>
      `With seeds, test rows and rounds drawn again, it stays on the frontier of cost and accuracy in ${formatShare(share)} of the draws.`,
  },
  zh: {
    level: { high: "可信度：高。", medium: "可信度：中。", low: "可信度：低。" },
    none: "没有其他配置经证实达到要求。",
    alike: (count, kind) =>
      count === 1
        ? `另外只有一个配置达到要求，${ZH[kind]}。`
        : `其他${formatCount(count)}个达到要求的配置都${ZH[kind]}。`,
    some: (all, parts) =>
      `在其他${formatCount(all)}个达到要求的配置中，${parts.map(([kind, count]) => `${formatCount(count)}个${ZH[kind]}`).join("，")}。`,
    frontier: (share) =>
      `对随机种子、测试集样本和轮次重新抽样，它在${formatShare(share)}的抽样中仍位于成本与准确率的帕累托前沿上。`,
  },
};

/** What the others that are good enough cost. */
function rivalsText(confidence: Confidence, words: ConfidenceWords): string {
  const parts = KINDS.flatMap((kind) => (confidence[kind] === 0 ? [] : [[kind, confidence[kind]] as const]));
  const [first] = parts;
  if (first === undefined) return words.none;
  if (parts.length === 1) return words.alike(first[1], first[0]);
  return words.some(sum(parts.map(([, count]) => count)), parts);
}

function costs(count: number): string {
  return count === 1 ? "costs" : "cost";
}

/** The level, and what it rests on. */
export function confidenceText(confidence: Confidence, language: Language): readonly [level: string, why: string] {
  const words = SAID[language];
  const { level, frontier } = words;
  const { onFrontier } = confidence;
  const why = [rivalsText(confidence, words), ...(onFrontier === null ? [] : [frontier(onFrontier)])];
  return [level[confidence.level], plainText(inSentences(why, language))];
}
