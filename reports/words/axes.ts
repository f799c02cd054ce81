import { AXES, type Axis } from "../../harness/contract/axes.ts";
import { humanize } from "../../harness/judge/analysis/value-names.ts";
import type { InLanguages, Language } from "./language.ts";

const AXES_IN_CHINESE: Readonly<Record<Axis, string>> = {
  dataset: "数据集",
  backend: "后端",
  trainBackend: "训练后端",
  serveBackend: "推理后端",
  optimizer: "优化器",
  schedule: "学习率调度",
  batchSize: "批大小",
  epochs: "epoch数",
  threads: "线程数",
  threshold: "阈值",
  validation: "验证集比例",
  earlyStopping: "早停",
  "model.source": "模型来源",
  "model.vocabulary": "词表大小",
  "model.maxLength": "最大长度",
  "model.keep": "截断时保留",
  "model.embedding": "嵌入维度",
  "model.initial": "嵌入初始值",
  "model.hidden": "隐藏层",
  "model.pooling": "池化",
  "model.batchNorm": "批归一化",
  "model.residual": "残差连接",
  "model.dropout": "随机失活",
  "model.bigrams": "二元词组",
  "tokenizer.segmenter": "分词方式",
  "tokenizer.fitOn": "词表统计范围",
  "tokenizer.vocabulary": "词表的选取",
  "tokenizer.mask": "脱敏",
  "training.rows": "训练样本数",
  "training.frozen": "冻结部分",
  "training.workers": "训练进程数",
  "training.sync": "同步方式",
  "training.owners": "数据归属",
  "training.proximal": "近端系数",
  "training.secure": "安全聚合",
  "training.leaving": "中途退出的数据方",
  "serving.scenario": "服务场景",
  "serving.batchSize": "推理批大小",
  "serving.maxBatch": "合批上限",
  "serving.maxDelayMs": "合批等待上限（ms）",
  "serving.p99BoundMs": "p99上限（ms）",
  "serving.connections": "连接数",
  "serving.workers": "工作进程数",
  techniques: "压缩技术",
  distillation: "蒸馏",
  privacy: "差分隐私",
  pruning: "剪枝",
  quantization: "量化",
};

const titleOf: InLanguages<(axis: string) => string> = {
  en: humanize,
  zh: (axis) => (isAxis(axis) ? AXES_IN_CHINESE[axis] : humanize(axis)),
};

/** "batchSize" -> "batch size", "批大小"; an axis that matrices do not have is named in English. */
export function axisTitle(axis: string, language: Language = "en"): string {
  return titleOf[language](axis);
}

function isAxis(axis: string): axis is Axis {
  return AXES.some((known) => known === axis);
}
