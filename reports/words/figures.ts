import { energySource } from "../../harness/judge/figures/catalogue/energy-source.ts";
import { trainEnergySource } from "../../harness/judge/figures/catalogue/train-energy-source.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { type Pooled, TEXTS_JOINED_BY } from "../../harness/judge/figures/pool.ts";
import { UNITS } from "../../harness/judge/figures/units.ts";
import { DASH, joinedDetails } from "./details.ts";
import { detailLabel } from "./figures/texts.ts";
import type { InLanguages, Language } from "./language.ts";

/** Reads a figure of a table row: the value of a run, or the pooled value of a configuration. */
export type FigureReader = (figure: Figure) => Pooled | null;

interface Said {
  /** Where power comes from, as runs have it. */
  readonly origins: Readonly<Record<string, string>>;
  /** Between origins. */
  readonly comma: string;
}

const said: InLanguages<Said> = {
  en: {
    origins: { measured: "measured", estimated: "estimated" },
    comma: ", ",
  },
  zh: {
    origins: { measured: "实测", estimated: "估算" },
    comma: "，",
  },
};

/** A value for a column whose heading names the unit; a dash for null. */
export function valueText(figure: Figure, value: Pooled | null, language: Language = "en"): string {
  if (value === null) return DASH;
  if (typeof value === "string" || figure.unit === "id") return textOf(figure, String(value), language);
  return UNITS[figure.unit].bare(typeof value === "number" ? value : value.middle);
}

/** Texts of runs are names, but for the words of where power comes from. */
const ORIGINS: ReadonlySet<string> = new Set([energySource.name, trainEnergySource.name]);

function textOf(figure: Figure, text: string, language: Language): string {
  if (!ORIGINS.has(figure.name)) return text;
  const { origins, comma } = said[language];
  return text
    .split(TEXTS_JOINED_BY)
    .map((origin) => origins[origin] ?? origin)
    .join(comma);
}

/** "p90: 0.09 ms, p99: 0.16 ms"; empty for a figure without details. */
export function detailsText({ details = [] }: Figure, read: FigureReader, language: Language = "en"): string {
  const written = details.map((figure) => {
    const value = read(figure);
    const text = value === null ? null : valueText(figure, value, language);
    return { label: detailLabel(figure, language), isOptional: figure.detail?.isOptional === true, text };
  });
  return joinedDetails(written, language);
}
