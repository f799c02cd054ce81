import type { SomeTexts } from "./figure-texts.ts";

/** How well a model answers. */
export const QUALITY_IN_CHINESE = {
  accuracy: {
    title: "测试准确率",
    help: "导出的模型在计时所用的后端上，正确标注的测试集样本所占的比例",
    method: "共用同一次训练的配置不是独立样本，因此n是训练的次数，而不是运行的次数。",
    tile: "测试准确率",
  },
  validationAccuracy: {
    title: "验证准确率",
    help: "从训练数据中留出的验证集样本上的准确率，选择以它为依据",
  },
  loss: {
    title: "测试损失",
    help: "测试集样本上的平均交叉熵，以自然对数计",
  },
  f1: {
    title: "正类F1",
    help: "数据集所指定的正类标签在测试集样本上的精确率与召回率的调和平均",
  },
  testRows: {
    title: "测试集样本数",
    help: "用来测量测试准确率的样本数",
  },
  macroF1: {
    title: "宏平均F1",
    help: "测试集样本上各类别F1的平均值，从未被预测到的类别按0计",
  },
  balancedAccuracy: {
    title: "平衡准确率",
    help: "测试集样本上各类别召回率的平均值",
  },
  brier: {
    title: "Brier分数",
    help: "测试集样本上，概率与标签之差的平方的平均值",
  },
  calibrationError: {
    title: "校准误差",
    help: "测试集样本上的期望校准误差：分为15个区间，准确率与概率相差多少",
  },
  precision: {
    title: "正类精确率",
    help: "被判为数据集所指定的正类标签的测试集样本中，确实属于正类的比例",
  },
  recall: {
    title: "正类召回率",
    help: "确实属于数据集所指定的正类标签的测试集样本中，被判为正类的比例",
  },
  threshold: {
    title: "阈值",
    help: "正类概率达到多少才判为正类，矩阵没有另行要求时为二分之一",
  },
  membershipAuc: {
    title: "由损失辨认",
    help: "训练文本的损失低于测试文本的比例，攻击者由此辨认哪些文本用于训练；50 %表示无法辨认",
    method:
      "对导出的模型进行损失阈值攻击（Yeom等，2018），这里是其ROC曲线下的面积；只有一次运行时，附有文本抽样所致的95 %置信区间（DeLong等，1988）。训练集与测试集样本若本身性质不同，无论用什么训练也会因此被区分开。",
  },
  membershipAdvantage: {
    title: "攻击者的优势",
    help: "把损失不高于训练集平均损失的文本都判为训练文本时，命中率减去误报率；低于0时为0",
  },
  unseenAccuracy: {
    title: "未见文本准确率",
    help: "只计文本未在训练集和验证集中出现过的测试集样本的准确率",
    method:
      "两条文本若只在大小写、标点和空白上不同，就视为相同。只有部分测试集样本曾经出现、部分未曾出现时，才显示这一列。",
  },
} as const satisfies SomeTexts;
