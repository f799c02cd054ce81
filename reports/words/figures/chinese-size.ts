import type { SomeTexts } from "./figure-texts.ts";

/** Files and memory. */
export const SIZE_IN_CHINESE = {
  modelBytes: {
    title: "模型文件",
    help: "模型文件存储时的大小，下方是gzip压缩后的大小",
    tile: "模型文件",
  },
  modelGzipBytes: {
    title: "模型文件（gzip）",
    help: "下载model.onnx时的大小",
    detail: "gzip",
  },
  artifactBytes: {
    title: "模型文件夹",
    help: "推理服务所需的全部文件：模型、分词器和配置文件",
  },
  peakRssBytes: {
    title: "内存峰值",
    help: "推理进程的常驻内存峰值，下方是加载模型之前的内存",
    missing: "内存峰值",
  },
  baselineRssBytes: {
    title: "加载模型之前的内存",
    help: "推理进程加载运行时之后、加载模型之前的常驻内存",
    detail: "加载模型之前",
  },
  peakVramBytes: {
    title: "显存",
    help: "推理进程占用的GPU显存，取两次读数中较大的一次",
  },
  trainPeakRssBytes: {
    title: "训练内存峰值",
    help: "训练进程的常驻内存峰值",
  },
  parameters: {
    title: "参数量",
    help: "模型中由数据拟合得到的数值的个数，包括之后被置为0的",
  },
  graph: {
    title: "计算图",
    help: "模型文件中计算图的哈希：节点与连接，不含权重",
  },
} as const satisfies SomeTexts;
