/** How sure an answer is, in a sentence or two. */
import type { Confidence, ConfidenceLevel } from "../../harness/judge/analysis/confidence.ts";
import { formatCount, formatShare, listing } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

interface ConfidenceWords {
  readonly level: Readonly<Record<ConfidenceLevel, string>>;
  readonly rivals: (confidence: Confidence) => string;
  readonly frontier: (share: number) => string;
}

const SAID: InLanguages<ConfidenceWords> = {
  en: {
    level: { high: "Confidence: high.", medium: "Confidence: medium.", low: "Confidence: low." },
    rivals: ({ dearer, same, untold, cheaper }) => {
      const all = dearer + same + untold + cheaper;
      const parts = [
        [dearer, `${costs(dearer)} measurably more`],
        [same, `${costs(same)} the same`],
        [cheaper, `${costs(cheaper)} measurably less`],
        [untold, "cannot be told apart from it"],
      ] as const;
      const said = parts.flatMap(([count, text]) => (count === 0 ? [] : [`${formatCount(count)} ${text}`]));
      if (all === 0) return "No other configuration is good enough.";
      return `Of ${formatCount(all)} ${all === 1 ? "other" : "others"} that ${all === 1 ? "is" : "are"} good enough, ${listing(said)}.`;
    },
    frontier: (share) =>
      `Drawn again from its seeds, test rows and rounds, it stays on the frontier of cost and accuracy in ${formatShare(share)} of the draws.`,
  },
  zh: {
    level: { high: "可信度：高。", medium: "可信度：中。", low: "可信度：低。" },
    rivals: ({ dearer, same, untold, cheaper }) => {
      const all = dearer + same + untold + cheaper;
      const parts = [
        [dearer, "个的成本显著更高"],
        [same, "个的成本相同"],
        [cheaper, "个的成本显著更低"],
        [untold, "个与它无法区分"],
      ] as const;
      const said = parts.flatMap(([count, text]) => (count === 0 ? [] : [`${formatCount(count)}${text}`]));
      if (all === 0) return "没有其他配置达到要求。";
      return `在其他${formatCount(all)}个达到要求的配置中，${said.join("，")}。`;
    },
    frontier: (share) =>
      `对随机种子、测试集样本和轮次重新抽样，它在${formatShare(share)}的抽样中仍位于成本与准确率的帕累托前沿上。`,
  },
};

function costs(count: number): string {
  return count === 1 ? "costs" : "cost";
}

/** The level, and what it rests on. */
export function confidenceText(confidence: Confidence, language: Language): readonly [level: string, why: string] {
  const { level, rivals, frontier } = SAID[language];
  const { onFrontier } = confidence;
  const why = [rivals(confidence), ...(onFrontier === null ? [] : [frontier(onFrontier)])];
  return [level[confidence.level], why.join(language === "zh" ? "" : " ")];
}
