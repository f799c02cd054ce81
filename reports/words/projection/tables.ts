import { formatCount } from "../../../harness/judge/figures/format.ts";
import {
  FEWEST_SIZES,
  type ProjectedValue,
  type Projection,
  type QuantityProjection,
} from "../../../harness/judge/projection/projection.ts";
import type { QuantityName } from "../../../harness/judge/projection/quantities.ts";
import type { ColumnWords } from "../column-words.ts";
import type { InLanguages, Language } from "../language.ts";

interface ProjectionTableWords {
  readonly title: string;
  readonly lede: (sizes: number, texts: number | null) => string;
  readonly fits: {
    readonly caption: string;
    readonly figure: ColumnWords;
    readonly parameters: ColumnWords;
    readonly texts: ColumnWords;
    readonly heldOut: ColumnWords;
    readonly trusted: ColumnWords;
  };
  readonly models: {
    readonly caption: string;
    readonly model: ColumnWords;
    readonly quantities: Readonly<Record<QuantityName, ColumnWords>>;
  };
  readonly inside: string;
  readonly outside: string;
  readonly nowhere: string;
  readonly illustration: string;
  readonly trusted: string;
  /** Of memory that is less than the weights take. */
  readonly lessThanWeights: (bytes: string) => string;
  readonly perMillion: (usd: string) => string;
}

const said: InLanguages<ProjectionTableWords> = {
  en: {
    title: "Larger models",
    lede: (sizes, texts) =>
      `Figures of ${sizes} sizes, fitted as powers of the parameters${texts === null ? "" : " and, for training, of the texts"}, and continued to sizes that authors of well-known models published${texts === null ? "" : `, trained on ${formatCount(texts)} texts (rows times epochs)`}. Intervals are those of one more measurement (95 %), and widen with the distance.`,
    fits: {
      caption: "What each figure grows with, and whether the largest size is where the others say.",
      figure: { title: "Figure", help: "What was fitted" },
      parameters: {
        title: "Power of parameters",
        help: "1: twice the parameters are twice the figure; below, its 95 % interval",
      },
      texts: { title: "Power of texts", help: "Texts of the training, rows times epochs; below, its 95 % interval" },
      heldOut: {
        title: "Largest size held out",
        help: "Measured over what the other sizes say; below, whether it is inside their interval",
      },
      trusted: { title: "Trusted up to", help: "Parameters; beyond, numbers are an illustration" },
    },
    models: {
      caption:
        "What this classifier would take at the size of a published model, not what that model takes; below, the interval and the dollars. Sources stand where the pointer is over a name.",
      model: { title: "Size of", help: "A published model and its parameters" },
      quantities: {
        trainMs: { title: "Training time", help: "Time of the training steps; below, its interval and dollars" },
        trainBytes: { title: "Memory of training", help: "Peak memory of the training process" },
        serveMs: {
          title: "Time to serve a text",
          help: "One over texts per second; below, its interval and dollars per million texts",
        },
        serveBytes: {
          title: "Memory of serving",
          help: "Peak memory of the serving process, less what it has before it opens a model",
        },
      },
    },
    inside: "inside",
    outside: "outside",
    nowhere: "measured sizes",
    illustration: "illustration",
    trusted: "trusted",
    lessThanWeights: (bytes) => `impossible: weights alone take ${bytes}`,
    perMillion: (usd) => `${usd} a million`,
  },
  zh: {
    title: "更大的模型",
    lede: (sizes, texts) =>
      `对${sizes}个规模的各项数值，按参数数量${texts === null ? "" : "（训练还按文本数）"}的幂拟合，并外推到知名模型的作者公布的规模${texts === null ? "" : `，训练文本为${formatCount(texts)}条（行数乘以epoch数）`}。区间为再测一次的95 %区间，距离越远越宽。`,
    fits: {
      caption: "各项数值随什么增长，以及最大的规模是否如其余规模所推。",
      figure: { title: "数值", help: "拟合的是什么" },
      parameters: { title: "参数的幂次", help: "1：参数翻倍，数值也翻倍；下方为95 %区间" },
      texts: { title: "文本的幂次", help: "训练的文本数，行数乘以epoch数；下方为95 %区间" },
      heldOut: { title: "留出最大规模", help: "实测与由其余规模推得之比；下方为是否在区间内" },
      trusted: { title: "可信到", help: "参数数量；超出后数字仅为示意" },
    },
    models: {
      caption: "本分类器在已发布模型的规模下的开销，并非该模型本身的开销；下方为区间与美元。指向名称可见来源。",
      model: { title: "规模相当于", help: "已发布的模型及其参数数量" },
      quantities: {
        trainMs: { title: "训练用时", help: "训练步骤的用时；下方为区间与美元" },
        trainBytes: { title: "训练内存", help: "训练进程的峰值内存" },
        serveMs: { title: "每条文本的推理用时", help: "每秒文本数的倒数；下方为区间与每百万条文本的美元" },
        serveBytes: { title: "推理内存", help: "推理进程的峰值内存，减去打开模型之前的内存" },
      },
    },
    inside: "区间内",
    outside: "区间外",
    nowhere: "实测规模",
    illustration: "示意",
    trusted: "可信",
    lessThanWeights: (bytes) => `不可能：仅权重就占${bytes}`,
    perMillion: (usd) => `每百万条${usd}`,
  },
};

export function projectionTableWords(language: Language): ProjectionTableWords {
  return said[language];
}

/** Why a run has no projection, for a terminal. */
export function tooFewSizesText(sizes: number): string {
  const found =
    sizes === 0
      ? "no configuration that is trained here has finished"
      : `configurations that are equal in all but size have ${sizes === 1 ? "one size" : `${sizes} sizes`}`;
  return `nothing to fit: ${found}, and it takes at least ${FEWEST_SIZES} numbers of parameters, each half as many again as the one before; model.embedding, model.vocabulary, model.hidden and model.bigrams set them, and pricewar run sizes.json measures such a run`;
}

/** Of a published size, by the figure; undefined where that could not be fitted. */
export function projectedOf({ quantities }: Projection, model: string): Map<QuantityName, ProjectedValue> {
  const found = quantities.map(({ quantity, models }: QuantityProjection) => {
    const value = models.find((one) => one.model.name === model);
    return [quantity, value] as const;
  });
  return new Map(found.flatMap(([quantity, value]) => (value === undefined ? [] : [[quantity, value]])));
}
