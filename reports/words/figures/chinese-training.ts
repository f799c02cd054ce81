import type { SomeTexts } from "./figure-texts.ts";

/** What a training takes, and how it went. */
export const TRAINING_IN_CHINESE = {
  trainWallMs: {
    title: "训练时间",
    help: "各个epoch的训练步骤所用时间之和；下方是学生模型的教师模型所用的时间，不计入其中",
    method: "不包括评估、加载和分词。",
    tile: "训练时间",
  },
  scalingEfficiency: {
    title: "扩展效率",
    help: "单个进程完成训练所需的时间，除以多个进程的用时与进程数之积：若每个进程节省的与花费的相当，则为100 %",
    method:
      "单个进程的用时为其余进程结束后立即测得的一个epoch的时间乘以epoch数。所有进程共用本机的核心，进程多于核心时会互相等待。",
  },
  exchangedBytes: {
    title: "训练中交换的数据",
    help: "一次训练的所有进程互相发送的字节数；下方是第一个进程用于交换的时间，包括等待其他进程",
  },
  exchangeWallMs: {
    title: "交换时间",
    help: "多个训练进程中第一个进程用于交换的时间，包括等待其他进程；是训练时间的一部分",
    detail: "用于交换",
  },
  trainStepMs: {
    title: "每步训练时间",
    help: "每个训练步骤的平均时间",
  },
  trainUsd: {
    title: "训练成本",
    help: "训练时间按每小时价格计算的成本，包括学生模型的教师模型；下方是教师模型的部分",
    method:
      "学生模型的训练成本、运行成本和账单都包含其教师模型的全部成本（训练步骤，以及对学生模型的训练集样本的预测），即使教师模型本身也是一个配置。",
  },
  teacherWallMs: {
    title: "教师模型训练时间",
    help: "学生模型的教师模型的训练步骤，以及它们对学生模型的训练集样本的预测",
    detail: "教师模型",
  },
  teacherUsd: {
    title: "教师模型训练成本",
    help: "训练成本中由学生模型的教师模型产生的部分",
    detail: "教师模型",
  },
  compressWallMs: {
    title: "压缩时间",
    help: "训练之后运行的压缩技术所用的时间，包括微调；不计入训练时间和训练成本",
  },
  evaluationWallMs: {
    title: "评分时间",
    help: "每个epoch之后为验证集样本评分的时间，不计入任何成本",
  },
  epochsRun: {
    title: "已运行的epoch数",
    help: "实际运行的epoch数",
  },
  plannedEpochs: {
    title: "计划的epoch数",
    help: "矩阵要求的epoch数",
  },
  bestEpoch: {
    title: "最佳epoch",
    help: "使用早停时，验证损失最低的epoch",
  },
  exportedEpoch: {
    title: "权重所在的epoch",
    help: "权重从哪个epoch导出：最后一个，或者早停恢复最佳权重时的最佳一个",
  },
  savedSteps: {
    title: "节省的步骤",
    help: "因早停而跳过的计划步骤",
  },
  savedWallMs: {
    title: "节省的时间",
    help: "节省的步骤乘以每步的平均时间",
  },
  savedUsd: {
    title: "节省的成本",
    help: "节省的时间按每小时价格计算的成本",
  },
  ratesLowered: {
    title: "学习率下调次数",
    help: "验证损失停滞时下调学习率的次数",
  },
  privacyEpsilon: {
    title: "隐私损失ε",
    help: "无论训练集中有没有任何一条文本，得到某组权重的概率之比不超过e^ε（以概率δ为例外）",
    method:
      "ε是整个训练的隐私损失，按泊松采样的Rényi差分隐私计算；词表若以自己的ε选取，则一并计入。它针对一条文本和一次权重发布。评分、损失，以及直接在这些文本上统计得到的词表不在其内。",
  },
  trainRun: {
    title: "由哪次运行训练",
    help: "得出这些权重的运行",
  },
} as const satisfies SomeTexts;
