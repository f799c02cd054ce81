import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import {
  alikeOnMachines,
  type OverLink,
  onSeveralMachines,
  type TogetherOnMachines,
} from "../../harness/judge/analysis/trainings/several-machines.ts";
import { formatMs, formatUsd } from "../../harness/judge/figures/format.ts";
import { type Link, MACHINES } from "../../harness/judge/pricing/machines/links.ts";
import { html, type Markup } from "../html.ts";
import type { ColumnWords } from "../words/column-words.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { listed } from "../words/listing.ts";
import { linkText } from "../words/several-machines.ts";
import { textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { tableMarkup } from "./table.ts";

interface Said {
  readonly title: string;
  readonly lede: string;
  readonly caption: string;
  readonly training: ColumnWords;
  readonly link: ColumnWords;
  readonly on: (machines: number) => ColumnWords;
  readonly latency: (ms: string) => string;
  readonly loopback: (label: string, predicted: string, measured: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    title: "Training on several machines",
    lede: "A step takes its update, which every machine repeats, its gradient, which they share, and what they exchange: in a ring, 2 (n − 1) messages of an n-th of the vector, each a latency and its bytes over the bandwidth. Times of one process (of equal steps, those that were least disturbed) and numbers exchanged are measured; links are stated, and every machine bills. In how many processes a training was measured does not enter: trainings of equal steps and exchanges are one row.",
    caption: "Time of the training steps, and below it the dollars of all machines at the price of the runs.",
    training: {
      title: "Training",
      help: "The configurations of these steps and exchanges, whose names say in how many processes they were measured",
    },
    link: { title: "Link", help: "Bandwidth between two machines, and the latency of a message" },
    on: (machines) => ({
      title: machines === 1 ? "1 machine" : `${machines} machines`,
      help: "Predicted time and dollars of the training steps",
    }),
    latency: (ms) => `${ms} a message`,
    loopback: (label, predicted, measured) =>
      `Over loopback, exchanges of ${label} take ${predicted} by its measured latency and bandwidth, and took ${measured} with waiting for other processes.`,
  },
  zh: {
    title: "在多台机器上训练",
    lede: "每一步包括：每台机器都要重复的更新、由各台机器分担的梯度计算，以及交换。交换按环形进行，共2 (n − 1)条消息，每条为向量的n分之一，用时为延迟加上字节数除以带宽。单个进程的用时（相同步骤中受干扰最少的）与交换的数据量为实测值，链路为给定值，每台机器都计费。测量时用了多少个进程不影响结果：步骤与交换相同的训练合为一行。",
    caption: "训练步骤的用时，下方是按各次运行的价格计算的所有机器的成本。",
    training: { title: "训练", help: "步骤与交换相同的各配置，其名称给出测量时的进程数" },
    link: { title: "链路", help: "两台机器之间的带宽，以及每条消息的延迟" },
    on: (machines) => ({ title: `${machines}台机器`, help: "训练步骤的预测用时与成本" }),
    latency: (ms) => `每条消息${ms}`,
    loopback: (label, predicted, measured) =>
      `在本机回环上，${label}的交换按实测的延迟与带宽应为${predicted}，包括等待其他进程实际用时${measured}。`,
  },
};

interface Row extends OverLink {
  readonly label: string;
}

/** What trainings of several processes take on machines of their own; empty where there are none. */
export function severalMachinesSection(analysis: Analysis, language: Language = "en"): Markup {
  const all = onSeveralMachines(analysis);
  if (all.length === 0) return html``;
  const { title, lede, caption } = said[language];
  const rows = alikeOnMachines(all).flatMap((alike) => {
    const labels = alike.map(({ one }) => one.label);
    const label = listed(labels, language, labels.length);
    return alike[0]!.overLinks.map((over): Row => ({ ...over, label }));
  });
  return html`<section id="several-machines">
<h2>${title}</h2>
<p class="lede">${lede}</p>
${tableMarkup(
  {
    id: "machines",
    caption,
    columns: [trainingColumn(language), linkColumn(language), ...MACHINES.map((_, index) => onColumn(index, language))],
    rows,
    rowClass: () => "",
  },
  language,
)}
${all.map((one) => html`<p class="lede">${loopbackText(one, language)}</p>`)}
</section>`;
}

function loopbackText({ one, loopback }: TogetherOnMachines, language: Language): string {
  return said[language].loopback(one.label, formatMs(loopback.predictedMs), formatMs(loopback.measuredMs));
}

function trainingColumn(language: Language): Column<Row> {
  return { ...said[language].training, kind: "text", read: ({ label }) => textCell(label) };
}

function linkColumn(language: Language): Column<Row> {
  const latencyText = ({ latencyMs }: Link) => said[language].latency(formatMs(latencyMs));
  return {
    ...said[language].link,
    kind: "number",
    read: ({ link }) => ({ text: linkText(link), detail: latencyText(link), sort: link.gbitPerSecond }),
  };
}

function onColumn(index: number, language: Language): Column<Row> {
  return {
    ...said[language].on(MACHINES[index]!),
    kind: "number",
    read: ({ on }) => {
      const { ms, usd } = on[index]!;
      return { text: formatMs(ms), detail: formatUsd(usd), sort: ms };
    },
  };
}
