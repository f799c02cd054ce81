import { SOLVED_WITHIN, shareSolved } from "../../harness/judge/analysis/trainings/performance-profile.ts";
import type {
  PerformanceProfile,
  ProfiledOptimizer,
} from "../../harness/judge/analysis/trainings/training-findings.ts";
import { formatCount, formatShare, listing } from "../../harness/judge/figures/format.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { namedLines } from "./named-lines.ts";
import { FRAME } from "./theme.ts";

/** Performance profiles of optimizers: how often each is at most so many times as slow as the fastest. */
export const profiles: Chart = {
  name: "profiles",
  section: "to-accuracy",
  draw({ performanceProfile }) {
    if (performanceProfile === null) return null;
    const title = findingTitle(performanceProfile);
    const { problems, optimizers, leftOut } = performanceProfile;
    const others = leftOut.length === 0 ? "" : ` Without ${listing(leftOut)}, which did not train on all of them.`;
    return {
      title,
      subtitle: `Performance profiles: the share of ${formatCount(problems)} problems (a seed in a setting of the other axes) that an optimizer solves in at most so many times the time of the fastest. Solved is what comes within ${formatCount(SOLVED_WITHIN * 100)} point of the best test accuracy of any.${others}`,
      description: `Step chart of the share of problems solved against the ratio to the shortest time for ${optimizers.length} optimizers. ${title}.`,
      spec: specOf(performanceProfile),
    };
  },
};

function findingTitle({ optimizers, problems }: PerformanceProfile): string {
  const atBest = (one: ProfiledOptimizer) => shareSolved(one, 1);
  const best = optimizers.reduce((a, b) => (atBest(b) > atBest(a) ? b : a));
  const solved = best.ratios.filter((ratio) => ratio !== null).length;
  return `${best.name} is the fastest on ${Math.round(atBest(best) * problems)} of ${problems} problems, and solves ${solved}`;
}

/** Each optimizer's share changes at its own ratios; all lines begin at 1 and end at the same ratio. */
function specOf({ optimizers }: PerformanceProfile): DrawnChart["spec"] {
  const finite = optimizers.flatMap(({ ratios }) => ratios.filter((ratio) => ratio !== null));
  const last = Math.max(...finite, 1) * 1.1;
  const values = optimizers.flatMap((one) => {
    const own = one.ratios.filter((ratio) => ratio !== null);
    return [...new Set([1, ...own, last])].map((ratio) => ({
      name: one.name,
      ratio,
      share: shareSolved(one, ratio) * 100,
      text: `${formatShare(shareSolved(one, ratio))} in at most ${ratio.toFixed(2)} times the shortest time`,
    }));
  });
  const { encoding, layer } = namedLines(
    optimizers.map(({ name }) => name),
    20,
    [
      { field: "name", title: "optimizer" },
      { field: "text", title: "solved" },
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
        title: "Times the time of the fastest",
        scale: { type: "log", nice: false },
        axis: { tickCount: 5, format: "~r" },
      },
      y: {
        field: "share",
        type: "quantitative",
        title: "Problems solved (%)",
        scale: { domain: [0, 100] },
        axis: { tickCount: 5 },
      },
      detail: { field: "name" },
      ...encoding,
    },
    layer,
  };
}
