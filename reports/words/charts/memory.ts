/** What the memory of a process holds. */
import { formatBytes, formatCount } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

/** What memory is stacked of; "whole" where nothing tells the parts. */
export type MemoryPart = "runtime" | "model" | "rest" | "whole";

export interface NamedMemory {
  readonly name: string;
  readonly peakBytes: number;
  /** Before the model was loaded; null if it was not measured. */
  readonly runtimeBytes: number | null;
}

interface MemoryWords {
  /** @param alike how many others take as much, as far as it is printed */
  readonly title: (least: NamedMemory, alike: number) => string;
  readonly subtitle: (hasTraining: boolean) => string;
  readonly cut: (shown: number, all: number) => string;
  readonly description: (count: number, title: string) => string;
  readonly parts: Readonly<Record<MemoryPart, string>>;
  readonly training: string;
  readonly axis: string;
  readonly tooltip: Readonly<Record<"configuration" | "part" | "bytes", string>>;
}

const SAID: InLanguages<MemoryWords> = {
  en: {
    title: ({ name, peakBytes, runtimeBytes }, alike) => {
      const held =
        runtimeBytes === null ? "" : `, of which ${formatBytes(runtimeBytes)} are there before the model is loaded`;
      const others = alike === 0 ? "" : ` and ${formatCount(alike)} more`;
      return `Serving takes the least memory with ${name}${others}: ${formatBytes(peakBytes)}${held}`;
    },
    subtitle: (hasTraining) =>
      `Peak resident memory of the serving process: what it holds with the runtime loaded and no model yet, as much as the model file has bytes, and the rest of the difference to the peak, such as buffers, the vocabulary and the texts.${hasTraining ? " The upright line is the peak of the training process, which is another one." : ""} The first and the peak are measured; the split between them is by the size of the file.`,
    cut: (shown, all) => (shown === all ? "" : ` Shown: ${formatCount(shown)} of ${formatCount(all)}.`),
    description: (count, title) =>
      `Stacked bar chart of peak memory by what it is held for, for ${formatCount(count)} configurations. ${title}.`,
    parts: {
      runtime: "runtime",
      model: "model file",
      rest: "the rest",
      whole: "not told apart",
    },
    training: "peak of training",
    axis: "Peak resident memory",
    tooltip: { configuration: "configuration", part: "part", bytes: "memory" },
  },
  zh: {
    title: ({ name, peakBytes, runtimeBytes }, alike) => {
      const others = alike === 0 ? "" : `和另外${formatCount(alike)}个`;
      const held = runtimeBytes === null ? "" : `，其中${formatBytes(runtimeBytes)}在加载模型之前已占用`;
      return `推理占用内存最少的是${name}${others}：${formatBytes(peakBytes)}${held}`;
    },
    subtitle: (hasTraining) =>
      `推理进程的常驻内存峰值，由三部分组成：已加载运行时、尚未加载模型时的占用；与模型文件等大的部分；到峰值为止的其余部分，如缓冲区、词表和文本。${hasTraining ? "竖线是训练进程（另一个进程）的峰值。" : ""}第一部分和峰值为实测，两者之间按文件大小划分。`,
    cut: (shown, all) => (shown === all ? "" : `此处显示${formatCount(shown)}个（总数${formatCount(all)}）。`),
    description: (count, title) => `堆叠条形图：${formatCount(count)}个配置的内存峰值及其用途。${title}。`,
    parts: { runtime: "运行时", model: "模型文件", rest: "其余", whole: "未区分" },
    training: "训练峰值",
    axis: "常驻内存峰值",
    tooltip: { configuration: "配置", part: "部分", bytes: "内存" },
  },
};

export function memoryWords(language: Language): MemoryWords {
  return SAID[language];
}
