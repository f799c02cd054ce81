import type { SomeTexts } from "./figure-texts.ts";

/** Energy and emissions. */
export const ENERGY_IN_CHINESE = {
  kwhPerMillionTexts: {
    title: "每百万条文本的能耗",
    help: "在机器上实测或按报价估算的功率，乘以实测吞吐量下所需的时间；下方是其排放",
    method:
      "实测功率是测量机器在提供推理服务时所有处理器封装的功率，能读取时还包括内存和GPU的功率，空闲核心和其他程序也计算在内（RAPL，虚拟机没有，且只有root能读取；以及NVIDIA的驱动）。估算功率 = vCPU数 × 最低瓦数 + 忙碌线程数 × （最高瓦数 − 最低瓦数），按报价所用的处理器类型，采用Cloud Carbon Footprint的系数（2026-04-24），不包括内存、磁盘和网络。排放 = 能耗 × 云服务商的PUE × 报价所在区域电网的年平均值。其中任何一项未知时，以及机器带有未被测量的GPU时，显示“—”。",
  },
  gramsPerMillionTexts: {
    title: "每百万条文本的排放",
    help: "每百万条文本的能耗在报价所在区域的CO2当量",
    detail: "CO2e",
  },
  energySource: {
    title: "能耗数据来源",
    help: "推理服务期间的功率是实测的（处理器的RAPL计数器和NVIDIA驱动的计数器），还是估算的（Cloud Carbon Footprint）",
    detail: "功率",
  },
  trainKwh: {
    title: "训练能耗",
    help: "在机器上实测或按报价估算的功率，乘以训练步骤的时间，包括学生模型的教师模型；下方是其排放",
  },
  trainGrams: {
    title: "训练排放",
    help: "训练能耗在报价所在区域的CO2当量",
    detail: "CO2e",
  },
  trainEnergySource: {
    title: "训练能耗数据来源",
    help: "训练期间的功率是实测的（处理器的RAPL计数器和NVIDIA驱动的计数器），还是估算的（Cloud Carbon Footprint）",
    detail: "功率",
  },
} as const satisfies SomeTexts;
