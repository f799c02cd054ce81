import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import type { InLanguages } from "../language.ts";

/** How the ratios of a chart are colored. */
export type RatioGroup = "worse" | "undecided" | "passing";

interface SubtitleTexts {
  readonly base: string;
  readonly head: string;
  readonly margin: string;
  readonly passBound: string;
}

/** What the chart of a check's ratios says. */
export interface RatioWords {
  readonly subtitle: (texts: SubtitleTexts) => string;
  readonly description: (shown: number, title: string) => string;
  readonly within: (passing: number, all: number, passBound: string) => string;
  /** @param pass what `within` said */
  readonly beyond: (pass: string, worse: number, margin: string) => string;
  readonly name: (label: string, figure: string) => string;
  readonly groups: Readonly<Record<RatioGroup, string>>;
  readonly lines: Readonly<Record<"equal" | "margin" | "passBound", string>>;
  readonly axis: string;
  readonly tooltip: Readonly<Record<"comparison" | "verdict" | "ratio", string>>;
}

export const ratioWords: InLanguages<RatioWords> = {
  en: {
    subtitle: ({ base, head, margin, passBound }) =>
      `How many times worse ${head} is than ${base}, with 90 % intervals. If higher is better, as for throughput, the ratio is inverted. A regression is significantly beyond the margin of ${margin}; a pass has an interval that ends at or below the pass bound of ${passBound}.`,
    description: (shown, title) =>
      `Dot plot with intervals of the ratio of head to base, worse to the right, for ${shown} comparisons. ${title}.`,
    within: (passing, all, passBound) =>
      `${passing} of ${plural(all, "measured ratio")} ${passing === 1 ? "ends" : "end"} at or below ${passBound}`,
    beyond: (pass, worse, margin) =>
      `${pass}, ${worse} ${worse === 1 ? "is" : "are"} entirely beyond the margin of ${margin}`,
    name: (label, figure) => `${label}, ${figure}`,
    groups: { worse: "worse", undecided: "undecided", passing: "pass or better" },
    lines: { equal: "equal", margin: "margin", passBound: "pass bound" },
    axis: "Times worse than base",
    tooltip: { comparison: "comparison", verdict: "verdict", ratio: "head / base" },
  },
  zh: {
    subtitle: ({ base, head, margin, passBound }) =>
      `${head}比${base}差多少倍，附90 %区间。对于越高越好的指标（如吞吐量），取其倒数。退步是指显著超出${margin}的容差；通过是指区间的上端不超过通过界限${passBound}。`,
    description: (shown, title) => `新版与基准之比及其区间的点图，越靠右越差，共${shown}项比较。${title}。`,
    within: (passing, all, passBound) => `${formatCount(all)}个实测比值中有${passing}个不超过${passBound}`,
    beyond: (pass, worse, margin) => `${pass}，${worse}个完全超出${margin}的容差`,
    name: (label, figure) => `${label}，${figure}`,
    groups: { worse: "变差", undecided: "未定", passing: "通过或更好" },
    lines: { equal: "相等", margin: "容差", passBound: "通过界限" },
    axis: "比基准差多少倍",
    tooltip: { comparison: "比较", verdict: "判定", ratio: "新版/基准" },
  },
};
