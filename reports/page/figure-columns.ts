import { canonicalJson, type Json } from "../../harness/base/canonical-json.ts";
import type { FigureInterval } from "../../harness/judge/analysis/interval.ts";
import type { Direction, Figure, FigureTable, Pooling, QuantityFigure } from "../../harness/judge/figures/figure.ts";
import { RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import type { Pooled } from "../../harness/judge/figures/pool.ts";
import { detailLabel, figureHelp, figureTitle } from "../words/figures/texts.ts";
import { type FigureReader, valueText } from "../words/figures.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { textCell } from "./cells.ts";
import { type Column, NOT_MEASURED, type QuantityDetail } from "./column.ts";

/** The catalogue's figures in a table, each with those that stand next to it. */
export function figuresIn(table: FigureTable): Figure[] {
  const shown = RECORD_FIGURES.filter(({ tables }) => tables.includes(table));
  const besides = (figure: Figure) => shown.filter(({ unlike }) => unlike === figure);
  return shown.flatMap((figure) => (figure.unlike === undefined ? [figure, ...besides(figure)] : []));
}

/** Whether it, or the figure that it stands next to, has a tile: those are what most read. */
export function hasTile({ tile, unlike }: Figure): boolean {
  return (unlike === undefined ? tile : unlike.tile) !== undefined;
}

/**
 * A figure's column.
 * @param isPooled whether a row represents several runs, so that the help states how they are pooled
 * @param readerOf reads the figures of a row; null if it has none
 * @param intervalOf the figure's interval in a row
 */
export function figureColumn<Row>(
  figure: Figure,
  isPooled: boolean,
  readerOf: (row: Row) => FigureReader | null,
  intervalOf: (row: Row) => FigureInterval | null = () => null,
  language: Language = "en",
): Column<Row> {
  const head = {
    title: figureTitle(figure, language),
    help: helpOf(figure, isPooled, language),
    isNeeded: (rows: readonly Row[]) => {
      const { unlike, isShownIfMeasured } = figure;
      if (isShownIfMeasured && rows.every((row) => (readerOf(row)?.(figure) ?? null) === null)) return false;
      return unlike === undefined || rows.some((row) => differs(figure, unlike, readerOf(row)));
    },
  };
  const { unit, details = [] } = figure;
  if (unit === "id") {
    const read = (row: Row) => {
      const value = readerOf(row)?.(figure) ?? null;
      return value === null ? NOT_MEASURED : textCell(valueText(figure, value, language));
    };
    return { ...head, kind: "text", read };
  }
  return {
    ...head,
    kind: "number",
    name: figure.name,
    unit,
    details: details.map((one) => detailOf(one, language)),
    measure: (row) => {
      const reader = readerOf(row);
      const value = reader?.(figure) ?? null;
      if (reader === null || value === null || typeof value === "string") return null;
      const small = details.map((one) => detailValue(one, reader(one), language));
      return { value, interval: intervalOf(row), details: small };
    },
  };
}

function detailOf(figure: Figure, language: Language): QuantityDetail {
  return {
    label: detailLabel(figure, language),
    unit: figure.unit,
    isOptional: figure.detail?.isOptional === true,
  };
}

/** Numbers as they are: they are written where they are shown. */
function detailValue(figure: Figure, value: Pooled | null, language: Language): number | string | null {
  if (value === null || typeof value === "number") return value;
  return typeof value === "string" ? valueText(figure, value, language) : value.middle;
}

/** Whether the figure was measured and has another value than `unlike`. */
function differs(figure: Figure, unlike: Figure, read: FigureReader | null): boolean {
  const value = read?.(figure) ?? null;
  return value !== null && canonicalJson(value as Json) !== canonicalJson((read?.(unlike) ?? null) as Json);
}

interface Said {
  readonly pooled: Readonly<Record<Pooling, string>>;
  /** Of figures that samples of serving have. */
  readonly sampled: string;
  readonly better: Readonly<Record<Direction, string>>;
  /** A line of help as a sentence. */
  readonly ended: (help: string) => string;
  /** Between sentences. */
  readonly space: string;
}

const said: InLanguages<Said> = {
  en: {
    pooled: {
      "median of runs": "Median over the runs and its 95 % interval.",
      "mean of trainings": "Mean over the trainings and its 95 % interval.",
      "median of trainings": "Median over the trainings and its 95 % interval.",
      constant: "",
    },
    sampled: "Median over the samples of serving, or over the runs without any, and its 95 % interval.",
    better: { lower: "Lower is better.", higher: "Higher is better.", same: "", none: "" },
    ended: (help) => `${help}.`,
    space: " ",
  },
  zh: {
    pooled: {
      "median of runs": "各次运行的中位数及其95 %置信区间。",
      "mean of trainings": "各次训练的平均值及其95 %置信区间。",
      "median of trainings": "各次训练的中位数及其95 %置信区间。",
      constant: "",
    },
    sampled: "推理服务各次采样的中位数（没有采样时为各次运行的中位数）及其95 %置信区间。",
    better: { lower: "越低越好。", higher: "越高越好。", same: "", none: "" },
    ended: (help) => `${help}。`,
    space: "",
  },
};

function helpOf(figure: Figure, isPooled: boolean, language: Language): string {
  const { ended, better, space } = said[language];
  const pooled = isPooled && figure.unit !== "id" ? pooledText(figure, language) : "";
  const sentences = [ended(figureHelp(figure, language)), pooled, better[figure.better]];
  return sentences.filter((sentence) => sentence !== "").join(space);
}

function pooledText({ sampled, pooled }: QuantityFigure, language: Language): string {
  return sampled === undefined ? said[language].pooled[pooled] : said[language].sampled;
}
