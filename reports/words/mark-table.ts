import type { MarkCost } from "../../harness/judge/analysis/marks/marks.ts";
import type { ColumnWords } from "./column-words.ts";
import type { InLanguages } from "./language.ts";

/** What the tables of baselines and of hosted services say; figures are texts. */
interface MarkTableWords {
  readonly title: string;
  readonly lede: string;
  readonly caption: string;
  readonly hostedCaption: string;
  /** A mark's name where a sentence or a row begins with it. */
  readonly first: (name: string) => string;
  /** @param dataset null where there is one alone */
  readonly missing: (name: string, dataset: string | null, reason: string) => string;
  readonly notes: (service: string, notes: string) => string;
  readonly verdicts: Readonly<Record<MarkCost["verdict"], string>>;
  readonly ofAnswer: (verdict: string, usd: string) => string;
  readonly perMillion: (usd: string, unit: string) => string;
  readonly perText: (units: string) => string;
  readonly dataset: ColumnWords;
  readonly name: ColumnWords;
  readonly accuracy: ColumnWords;
  readonly versusAnswer: ColumnWords;
  readonly cost: ColumnWords;
  readonly costVersusAnswer: ColumnWords;
  readonly trainingRows: ColumnWords;
  readonly trainingTime: ColumnWords;
  readonly size: ColumnWords;
  readonly service: ColumnWords;
  readonly hostedCost: ColumnWords;
  readonly listPrice: ColumnWords;
  readonly source: ColumnWords;
}

/** Of what hosted services count; any other unit is as the service names it. */
const CHINESE_UNITS: Readonly<Record<string, string>> = { tokens: "token", characters: "字符" };

export const markTableWords: InLanguages<MarkTableWords> = {
  en: {
    title: "Baselines",
    lede: "What anyone has without this matrix: trained once on the rows that the baseline configuration trains on, tested on the same test rows, and never the answer. An answer that one of them dominates is said first: one that is cheaper and not shown to be less accurate, or about as cheap and shown to be more accurate; of a matrix that asks for other figures than accuracy, none does.",
    caption:
      "Small print shows 95 % intervals of accuracies, and the ranges of rounds of costs, measured like the configurations’ own runs.",
    hostedCaption:
      "Hosted services at list prices. Nobody asked them here: they have no accuracy, and what a text costs is computed from its length.",
    // Names of programs and methods are written as their authors do.
    first: (name) => name.replace(/^(?:the|a) /, (article) => article.charAt(0).toUpperCase() + article.slice(1)),
    missing: (name, dataset, reason) => `${name} is missing${dataset === null ? "" : ` for ${dataset}`}: ${reason}.`,
    notes: (service, notes) => `${service}: ${notes}`,
    verdicts: { cheaper: "cheaper", alike: "about the same", dearer: "dearer", "not-told": "not told apart" },
    ofAnswer: (verdict, usd) => `${verdict}; answer ${usd}`,
    perMillion: (usd, unit) => `${usd} per million ${unit}`,
    perText: (units) => `${units} a text`,
    dataset: { title: "Dataset", help: "Whose rows it was trained and tested on" },
    name: { title: "Baseline", help: "What it is; below, what computed it" },
    accuracy: {
      title: "Test accuracy",
      help: "Share of the test rows that it labels correctly; below, its 95 % interval over the rows",
    },
    versusAnswer: {
      title: "vs the answer",
      help: "Difference of test accuracy from the configuration that the answer names, in percentage points, paired by test row, with its 95 % interval",
    },
    cost: {
      title: "$ per million texts",
      help: "Cost of serving at the measured throughput; below, the range of its rounds",
    },
    costVersusAnswer: {
      title: "Cost vs the answer",
      help: "How many times the cost of the configuration that the answer names, which stands below: the median of what its runs measured, as a baseline is, without the rounds of samples",
    },
    trainingRows: { title: "Training rows", help: "Labelled rows that it was trained on" },
    trainingTime: { title: "Training time", help: "Wall time of its training; below, the dollars" },
    size: { title: "Model size", help: "Bytes of its files" },
    service: { title: "Service", help: "Whose list price it is" },
    hostedCost: { title: "$ per million texts", help: "At the list price, for texts as long as the test rows" },
    listPrice: {
      title: "List price",
      help: "What is counted, and its price; below, how many of it a mean test text has",
    },
    source: { title: "Source", help: "Where the price was read, and its date" },
  },
  zh: {
    title: "基线",
    lede: "不用此矩阵，任何人都能得到的模型：在基线配置所用的训练集样本上训练一次，在相同的测试集样本上测试，并且从不作为答案。若其中之一胜过答案，会首先说明：它成本更低且未显示出准确率更低，或者成本大致相同且显示出更准确；如果矩阵要求的是准确率以外的指标，则不作此比较。",
    caption: "小字为准确率的95 %置信区间和成本在各轮次中的范围，测量方式与各配置自身的运行相同。",
    hostedCaption: "按标价计算的托管服务。此处并未调用它们：因此没有准确率，每条文本的成本按其长度计算。",
    first: (name) => name,
    missing: (name, dataset, reason) => `${dataset === null ? "" : `${dataset}：`}缺少${name}：${reason}。`,
    notes: (service, notes) => `${service}：${notes}`,
    verdicts: { cheaper: "更便宜", alike: "大致相同", dearer: "更贵", "not-told": "无法区分" },
    ofAnswer: (verdict, usd) => `${verdict}；答案${usd}`,
    perMillion: (usd, unit) => `每百万${CHINESE_UNITS[unit] ?? unit}${usd}`,
    perText: (units) => `每条文本${units}`,
    dataset: { title: "数据集", help: "用于训练和测试的样本所属的数据集" },
    name: { title: "基线", help: "是什么；下方为所用的程序库" },
    accuracy: { title: "测试准确率", help: "测试集样本中分类正确的比例；下方为对样本而言的95 %置信区间" },
    versusAnswer: {
      title: "与答案相比",
      help: "与答案所选配置的测试准确率之差，以百分点计，按测试集样本配对，附95 %置信区间",
    },
    cost: { title: "美元/百万条文本", help: "按实测吞吐量计算的推理服务成本；下方为各轮次的范围" },
    costVersusAnswer: {
      title: "成本与答案相比",
      help: "为答案所选配置成本的多少倍，后者列在下方：与基线一样取其各次运行测量值的中位数，不含各轮次的采样",
    },
    trainingRows: { title: "训练集样本数", help: "训练所用的有标签样本数" },
    trainingTime: { title: "训练用时", help: "训练的实际用时；下方为美元成本" },
    size: { title: "模型大小", help: "模型文件的字节数" },
    service: { title: "服务", help: "标价所属的服务" },
    hostedCost: { title: "美元/百万条文本", help: "按标价计算，文本长度与测试集样本相同" },
    listPrice: { title: "标价", help: "计费单位及其价格；下方为平均每条测试文本的计费单位数" },
    source: { title: "来源", help: "价格的出处及其日期" },
  },
};
