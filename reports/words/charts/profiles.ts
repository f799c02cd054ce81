/** How often each optimizer is at most so many times as slow as the fastest. */
import { formatCount, formatShare } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";
import { listed } from "../listing.ts";

interface FastestOptimizer {
  readonly name: string;
  /** Problems on which it is the fastest, those that it solves, and all of them. */
  readonly fastest: number;
  readonly solved: number;
  readonly problems: number;
}

interface ProfileWords {
  readonly title: (best: FastestOptimizer) => string;
  /** @param points from the best accuracy, within which a problem is solved; @param leftOut names of optimizers without all problems */
  readonly subtitle: (problems: number, points: number, leftOut: readonly string[]) => string;
  readonly description: (optimizers: number, title: string) => string;
  readonly axis: { readonly ratio: string; readonly share: string };
  readonly solved: (share: number, ratio: number) => string;
  readonly tooltip: { readonly optimizer: string; readonly solved: string };
}

const SAID: InLanguages<ProfileWords> = {
  en: {
    title: ({ name, fastest, solved, problems }) =>
      `${name} is the fastest on ${fastest} of ${problems} problems, and solves ${solved}`,
    subtitle: (problems, points, leftOut) =>
      `Performance profiles: the share of ${formatCount(problems)} problems (a seed in a setting of the other axes) that an optimizer solves in at most so many times the time of the fastest. Solved is what comes within ${formatCount(points)} point of the best test accuracy of any.${leftOut.length === 0 ? "" : ` Without ${listed(leftOut)}, which did not train on all of them.`}`,
    description: (optimizers, title) =>
      `Step chart of the share of problems solved against the ratio to the shortest time for ${optimizers} optimizers. ${title}.`,
    axis: { ratio: "Times the time of the fastest", share: "Problems solved (%)" },
    solved: (share, ratio) => `${formatShare(share)} in at most ${ratio.toFixed(2)} times the shortest time`,
    tooltip: { optimizer: "optimizer", solved: "solved" },
  },
  zh: {
    title: ({ name, fastest, solved, problems }) =>
      `在${problems}个问题中，${name}在${fastest}个上最快，共解决${solved}个`,
    subtitle: (problems, points, leftOut) =>
      `性能剖面：在${formatCount(problems)}个问题（其他各轴的一种设置下的一个随机种子）中，优化器在最快者用时的若干倍之内所解决的比例。测试准确率与所有优化器中最好的相差不超过${formatCount(points)}个百分点即为解决。${leftOut.length === 0 ? "" : `未包括${listed(leftOut, "zh")}，因其未在全部问题上训练。`}`,
    description: (optimizers, title) =>
      `阶梯图：${optimizers}个优化器所解决问题的比例与用时相对最短时间的倍数。${title}。`,
    axis: { ratio: "最快者用时的倍数", share: "已解决的问题（%）" },
    solved: (share, ratio) => `用时不超过最短时间的${ratio.toFixed(2)}倍：${formatShare(share)}`,
    tooltip: { optimizer: "优化器", solved: "已解决" },
  },
};

export function profileWords(language: Language): ProfileWords {
  return SAID[language];
}
