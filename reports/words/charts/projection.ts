/** Time and memory over parameters, and beyond. */
import type { QuantityName } from "../../../harness/judge/projection/quantities.ts";
import type { InLanguages, Language } from "../language.ts";

interface ProjectionWords {
  /** @param upTo null where it follows no power law */
  readonly title: (noun: string, power: string, upTo: string | null) => string;
  readonly subtitle: string;
  readonly description: (noun: string, title: string) => string;
  readonly axis: { readonly parameters: string; readonly quantities: Readonly<Record<QuantityName, string>> };
  readonly tooltip: Readonly<Record<"name" | "parameters" | "value" | "range", string>>;
}

const SAID: InLanguages<ProjectionWords> = {
  en: {
    title: (noun, power, upTo) =>
      upTo === null
        ? `The ${noun} follows no power law, fitted ${power}: the line is an illustration`
        : `The ${noun} grows with the power ${power} of the parameters; beyond ${upTo} that is an illustration`,
    subtitle:
      "Filled points were measured, diamonds are models of another kind, and hollow points are published sizes on the fit. The band is where one more measurement would be (95 %); a dashed line is where a fit that was trusted stops being so.",
    description: (noun, title) =>
      `Scatter plot of ${noun} against parameters, on logarithmic axes, with a line and its band. ${title}.`,
    axis: {
      parameters: "Parameters",
      quantities: {
        trainMs: "Training time (s)",
        trainBytes: "Memory of training",
        serveMs: "Time to serve a text (s)",
        serveBytes: "Memory of serving",
      },
    },
    tooltip: { name: "model", parameters: "parameters", value: "value", range: "95 % interval" },
  },
  zh: {
    title: (noun, power, upTo) =>
      upTo === null
        ? `${noun}不符合幂律（拟合幂次${power}）：曲线仅为示意`
        : `${noun}按参数数量的${power}次幂增长；超出${upTo}后仅为示意`,
    subtitle:
      "实心点为实测，菱形为其他类型的模型，空心点为拟合线上的已发布规模。色带为再测一次的95 %区间；若有虚线，其后拟合不再可信。",
    description: (noun, title) => `对数坐标上的点、线与色带：${noun}与参数数量。${title}。`,
    axis: {
      parameters: "参数数量",
      quantities: {
        trainMs: "训练用时（秒）",
        trainBytes: "训练内存",
        serveMs: "每条文本的推理用时（秒）",
        serveBytes: "推理内存",
      },
    },
    tooltip: { name: "模型", parameters: "参数", value: "数值", range: "95 %区间" },
  },
};

export function projectionWords(language: Language): ProjectionWords {
  return SAID[language];
}
