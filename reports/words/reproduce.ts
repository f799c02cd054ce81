import { listing, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages } from "./language.ts";

/** What has to be the same for a run to be the same. */
interface PlanFacts {
  readonly cells: number;
  readonly code: string;
  /** Ids of the datasets, each with the hash of its content. */
  readonly data: readonly string[];
}

interface ReproduceWords {
  /** Before the command. @param isNamed whether the plan names the matrix that it was made from */
  readonly command: (isNamed: boolean) => string;
  /** After it. */
  readonly plan: (facts: PlanFacts) => string;
}

/** How to measure a run again. */
export const reproduceWords: InLanguages<ReproduceWords> = {
  en: {
    command: (isNamed) =>
      isNamed
        ? "This measures all of it again:"
        : "This measures all of it again; the plan is of an older version and does not name its matrix, so the file is a guess:",
    plan: ({ cells, code, data }) =>
      `plan.json has every setting of the ${plural(cells, "cell")}, but not the text of the matrix: it is the same if a dry run plans the same experiment ids. It was made by code ${code}, for ${listing(data, data.length)}, where the part after the @ is the hash of the data.`,
  },
  zh: {
    command: (isNamed) =>
      isNamed
        ? "以下命令重新测量全部内容："
        : "以下命令重新测量全部内容；该计划来自旧版本，没有记录矩阵文件，文件名是推测的：",
    plan: ({ cells, code, data }) =>
      `plan.json含有${cells}个单元的所有设置，但没有矩阵文件的原文：若试运行（--dry-run）得到相同的实验id，则二者一致。计划由代码${code}生成，数据为${data.join("、")}，@之后是数据的哈希值。`,
  },
};
