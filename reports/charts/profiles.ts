import { SOLVED_WITHIN, shareSolved } from "../../harness/judge/analysis/trainings/performance-profile.ts";
import type {
  PerformanceProfile,
  ProfiledOptimizer,
} from "../../harness/judge/analysis/trainings/training-findings.ts";
import { profileWords } from "../words/charts/profiles.ts";
import type { Language } from "../words/language.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { namedLines } from "./named-lines.ts";
import { FRAME } from "./theme.ts";

/** Performance profiles of optimizers: how often each is at most so many times as slow as the fastest. */
export const profiles: Chart = {
  name: "profiles",
  section: "to-accuracy",
  draw({ performanceProfile }, language) {
    if (performanceProfile === null) return null;
    const words = profileWords(language);
    const title = findingTitle(performanceProfile, language);
    const { problems, optimizers, leftOut } = performanceProfile;
    return {
      title,
      subtitle: words.subtitle(problems, SOLVED_WITHIN * 100, leftOut),
      description: words.description(optimizers.length, title),
      spec: specOf(performanceProfile, language),
    };
  },
};

function findingTitle({ optimizers, problems }: PerformanceProfile, language: Language): string {
  const atBest = (one: ProfiledOptimizer) => shareSolved(one, 1);
  const best = optimizers.reduce((a, b) => (atBest(b) > atBest(a) ? b : a));
  const solved = best.ratios.filter((ratio) => ratio !== null).length;
  return profileWords(language).title({
    name: best.name,
    fastest: Math.round(atBest(best) * problems),
    solved,
    problems,
  });
}

/** Each optimizer's share changes at its own ratios; all lines begin at 1 and end at the same ratio. */
function specOf({ optimizers }: PerformanceProfile, language: Language): DrawnChart["spec"] {
  const words = profileWords(language);
  const finite = optimizers.flatMap(({ ratios }) => ratios.filter((ratio) => ratio !== null));
  const last = Math.max(...finite, 1) * 1.1;
  const values = optimizers.flatMap((one) => {
    const own = one.ratios.filter((ratio) => ratio !== null);
    return [...new Set([1, ...own, last])].map((ratio) => ({
      name: one.name,
      ratio,
      share: shareSolved(one, ratio) * 100,
      text: words.solved(shareSolved(one, ratio), ratio),
    }));
  });
  const { encoding, layer } = namedLines(
    optimizers.map(({ name }) => name),
    20,
    [
      { field: "name", title: words.tooltip.optimizer },
      { field: "text", title: words.tooltip.solved },
    ],
    "step-after",
  );
  return {
    ...FRAME,
    height: 260,
    data: { values },
    encoding: {
      x: {
        field: "ratio",
        type: "quantitative",
        title: words.axis.ratio,
        scale: { type: "log", nice: false },
        axis: { tickCount: 5, format: "~r" },
      },
      y: {
        field: "share",
        type: "quantitative",
        title: words.axis.share,
        scale: { domain: [0, 100] },
        axis: { tickCount: 5 },
      },
      detail: { field: "name" },
      ...encoding,
    },
    layer,
  };
}
