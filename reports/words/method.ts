/** How the page explains what its figures mean. */

import { FEWEST_PAIRS } from "../../harness/contract/measuring.ts";
import { SAME_WITHIN } from "../../harness/judge/analysis/ties.ts";
import { HOURS_PER_MONTH } from "../../harness/judge/pricing/monthly/month.ts";
import { percent } from "./cost-ratio.ts";
import type { InLanguages } from "./language.ts";

export type TermDefinition = readonly [term: string, meaning: string];

interface MethodWords {
  readonly title: string;
  readonly runs: TermDefinition;
  /** @param arrivals how texts came, as `arrivalsText` has it */
  readonly dollars: (arrivals: string) => TermDefinition;
  /** Of a figure: its line of help, and further sentences. */
  readonly meaning: (help: string, method: string | undefined) => string;
  readonly intervals: TermDefinition;
  readonly versusBaseline: TermDefinition;
  readonly onFrontier: TermDefinition;
  readonly groups: TermDefinition;
  readonly levers: TermDefinition;
  readonly rounds: TermDefinition;
  readonly goodEnough: TermDefinition;
  readonly ties: TermDefinition;
  readonly disturbed: TermDefinition;
  readonly notMeasured: TermDefinition;
  /** @param floor what is good enough, as `floorText` has it */
  readonly selection: (floor: string, seeds: number) => string;
  /** What the rows were used for, by those that the answer was chosen on. */
  readonly selectedOn: Readonly<Record<"validation" | "test", string>>;
  /** Between sentences. */
  readonly space: string;
}

export const methodWords: InLanguages<MethodWords> = {
  en: {
    title: "How it was measured",
    runs: [
      "Runs",
      "Each phase (training, compressing, serving) runs in a fresh process, one at a time. Accuracy is measured with the exported file, on the backend that is timed.",
    ],
    dollars: (arrivals) => [
      "Dollars",
      `The price of the whole instance for as long as its threads and workers work (one, unless the matrix sets others), busy all the time, with texts ${arrivals}. An instance that waits for texts costs as much as one that works: a month of it is its hourly price × ${HOURS_PER_MONTH}, however few texts it serves.`,
    ],
    meaning: (help, method) => `${help}.${method === undefined ? "" : ` ${method}`}`,
    intervals: [
      "95 % intervals",
      "Of a share of rows (accuracy): exact (Clopper and Pearson), of as many independent rows as would leave the error over rows and trainings together (Korn and Graubard). Of F1, precision, recall and their means: Student’s t with the jackknife over the rows and the spread over the trainings. Of medians over samples or runs: order statistics or, of fewer than six values, Student’s t of their logarithms. Of one value: none, and the range of its rounds is shown if it has some.",
    ],
    versusBaseline: [
      "vs baseline",
      "Difference in test accuracy, paired by seed and test row. The 95 % interval is that over trainings and test rows together. The p value is from an exact sign test with one vote per test row (with one seed, McNemar’s test).",
    ],
    onFrontier: [
      "On the frontier",
      "Share of resamples in which no other configuration is both cheaper and more accurate. Each resample draws seeds (with all their runs), test rows and rounds of serving, the same for all configurations; a run’s throughput is the median of its samples in the drawn rounds (without samples, one between its slowest and fastest round).",
    ],
    groups: [
      "Groups",
      "Letters of configurations that cannot be told apart, for their cost and for their accuracy: every two are compared, by rounds, or by seeds and rows (of one seed, by its rows alone), and what differs at 5 % by Holm’s procedure shares no letter. What lies beyond one that is told apart is told apart, too. So many comparisons take more evidence each than those of the verdicts, which compare with the answer alone: a configuration can be called dearer and still share its letter. Costs that are certainly within what counts as the same are no difference.",
    ],
    levers: [
      "What each lever does",
      "Effects are contrasts within seeds and rounds, averaged over the settings of the other axes that have all of the compared values. Costs are compared by their logarithms: the median over the rounds with its order statistics and a sign test or, of fewer than six pairs, Student’s t. Accuracies are compared by row and seed, as “vs baseline” is. An interaction is how far two changes together differ from the sum of each alone, or from the product for costs.",
    ],
    rounds: [
      "Rounds",
      "After the cells have run, their serving is sampled in rounds: each round serves a cell of each configuration once in a short fresh process, in another order, and seeds take turns. Throughput, peak memory and cost come from these samples; configurations that serve the same graph on the same texts share theirs. A single configuration is compared with nothing and has no rounds: its figures are those of its runs.",
    ],
    goodEnough: [
      "Good enough",
      "A rule is met if the configuration is shown to reach it: if its figure, or its difference from the baseline’s, is above the limit by more than chance explains, at 95 % over all configurations that are judged. The standard error adds the spread over the rows and that over the trainings. A chosen threshold is judged by cross-fitting: each fifth of the validation rows is answered by the threshold that the others choose. Where the rows are too few to tell, the configuration is “not shown” to be good enough, and is not chosen. A configuration that most of its trainings leave no better than one answer for all texts, or that never gives some answer, is never good enough.",
    ],
    ties: [
      "Ties",
      `Costs are compared in pairs: samples of the same round, seed and repeat, or runs of equal seed and repeat where there are no samples. One costs more if the interval of the median ratio is above 1, the same if the whole interval is within ${percent(SAME_WITHIN)} of 1, and otherwise it is not told apart. The intervals hold together with 95 %, and it takes at least ${FEWEST_PAIRS} pairs to name a winner. What costs more than one that is told apart is no tie.`,
    ],
    disturbed: [
      "Disturbed",
      "While something is timed, the kernel tells what else the machine did. A timing is disturbed if other programs used more than a quarter of a core, or if more than a tenth of the time was stolen by the hypervisor, stopped by a CPU quota, or spent waiting for a core. A disturbed sample is taken again, at most twice; the least disturbed one counts.",
    ],
    notMeasured: ["—", "Not measured; never a zero."],
    selection: (floor, seeds) =>
      `The answer is the configuration with the lowest median cost among those ${floor} with ${seeds === 1 ? "all runs" : `all ${seeds} seeds`} finished, or a more accurate one that costs about the same.`,
    selectedOn: {
      validation:
        "Validation rows are held out from training. The reported accuracy is measured on test rows, which played no part in the choice.",
      test: "The test rows were used both to choose and to report, so the winner’s accuracy is slightly optimistic.",
    },
    space: " ",
  },
  zh: {
    title: "测量方法",
    runs: [
      "运行",
      "每个阶段（训练、压缩、推理服务）都在全新的进程中运行，一次只运行一个。准确率用导出的文件测量，所用后端就是计时的后端。",
    ],
    dollars: (arrivals) => [
      "美元",
      `整台实例在其线程和工作进程工作期间的价格（除非矩阵另行设定，否则为一个），始终满负荷，文本${arrivals}。等待文本的实例与工作中的实例费用相同：无论处理的文本多么少，一个月的费用都是每小时价格 × ${HOURS_PER_MONTH}。`,
    ],
    meaning: (help, method) => `${help}。${method ?? ""}`,
    intervals: [
      "95 %置信区间",
      "样本比例（准确率）：精确区间（Clopper和Pearson），独立样本数按样本与训练的合计误差折算（Korn和Graubard）。F1、精确率、召回率及其平均值：学生t分布，结合样本的刀切法与各次训练的离散程度。采样或运行的中位数：顺序统计量；少于六个值时，用其对数的学生t分布。只有一个值：没有区间，若有多个轮次，则显示其范围。",
    ],
    versusBaseline: [
      "与基线相比",
      "测试准确率之差，按随机种子和测试集样本配对。95 %置信区间同时涵盖训练和测试集样本。p值来自精确符号检验，每个测试集样本一票（只有一个随机种子时即McNemar检验）。",
    ],
    onFrontier: [
      "位于前沿",
      "在多少比例的重抽样中，没有其他配置既更便宜又更准确。每次重抽样都抽取随机种子（连同其全部运行）、测试集样本和推理服务的轮次，对所有配置都相同；一次运行的吞吐量是所抽轮次中各次采样的中位数（没有采样时，取其最慢与最快轮次之间的一个值）。",
    ],
    groups: [
      "分组",
      "用字母标出成本或准确率无法区分的配置：两两比较，按轮次，或按随机种子和样本（只有一个随机种子时仅按样本），经Holm方法在5 %水平上有差异的配置没有共同的字母。比一个可区分的配置相差更远的，也可区分。比较次数如此之多，每次比较需要的证据就比判定时更多，因为判定只与答案比较：一个配置可以被判定为更贵，却仍与答案有共同的字母。成本之差如果确定在视为相同的范围之内，就不算差异。",
    ],
    levers: [
      "各个手段的作用",
      "效应是同一随机种子、同一轮次之内的对比，对其他维度上具备全部被比较取值的设定取平均。成本按对数比较：各轮次的中位数，配以顺序统计量和符号检验；少于六对时用学生t分布。准确率按样本和随机种子比较，与“与基线相比”相同。交互作用是两项改变同时进行时，与各自单独改变的效应之和（成本则为之积）相差多少。",
    ],
    rounds: [
      "轮次",
      "所有单元运行之后，其推理服务按轮次采样：每一轮都以另一种顺序，让每个配置的一个单元在短暂的全新进程中服务一次，随机种子轮流使用。吞吐量、内存峰值和成本都来自这些采样；在相同文本上运行相同计算图的配置共用采样。只有一个配置时没有可比较的对象，也就没有轮次：其数值来自各次运行。",
    ],
    goodEnough: [
      "达到要求",
      "配置被证明达到规则，才算满足规则：它的数值，或与基线数值之差，高出限值的幅度超过偶然因素所能解释的范围，并且对所有被评判的配置一起达到95 %的置信度。标准误差由样本的离散程度与训练的离散程度相加而得。所选的阈值用交叉拟合评判：验证集样本的每五分之一，都由其余样本选出的阈值来回答。样本太少而无法判断时，该配置“未被证明”达到要求，不会被选中。如果一个配置的多数训练并不优于对所有文本给出同一个答案，或者从不给出某个答案，它就永远不算达到要求。",
    ],
    ties: [
      "并列",
      `成本成对比较：同一轮次、随机种子和重复的采样，没有采样时则为随机种子和重复都相同的运行。中位数之比的区间高于1，则成本更高；整个区间都在1的${percent(SAME_WITHIN)}以内，则成本相同；否则无法区分。这些区间同时成立的置信度为95 %，至少需要${FEWEST_PAIRS}对才能确定胜者。比一个可区分的配置成本更高的，不算并列。`,
    ],
    disturbed: [
      "受干扰",
      "计时期间，内核会报告机器还做了什么。如果其他程序占用了超过四分之一个核心，或者超过十分之一的时间被虚拟机管理程序占用、因CPU配额而停止、或用于等待核心，这次计时就受到了干扰。受干扰的采样会重新进行，最多两次；以干扰最小的一次为准。",
    ],
    notMeasured: ["—", "未测量，绝不表示零。"],
    selection: (floor, seeds) =>
      `答案是${floor}、并且${seeds === 1 ? "全部运行" : `全部${seeds}个随机种子`}都已完成的配置中成本中位数最低的一个，或者成本大致相同而更准确的一个。`,
    selectedOn: {
      validation: "验证集样本不参与训练。报告的准确率在测试集样本上测量，它们没有参与选择。",
      test: "测试集样本既用于选择也用于报告，因此胜者的准确率略为乐观。",
    },
    space: "",
  },
};
