import type { InLanguages, Language } from "./language.ts";

interface Said {
  readonly detail: (label: string, value: string) => string;
  /** Between details. */
  readonly comma: string;
}

const said: InLanguages<Said> = {
  en: { detail: (label, value) => `${label}: ${value}`, comma: ", " },
  zh: { detail: (label, value) => `${label}：${value}`, comma: "，" },
};

/** In place of a value that was not measured. */
export const DASH = "—";

/** A figure in small print. */
export interface Detail {
  readonly label: string;
  /** Whether it is left out, instead of a dash, where it was not measured. */
  readonly isOptional: boolean;
  /** Null where it was not measured. */
  readonly text: string | null;
}

/** "p90: 0.09 ms, p99: —" */
export function joinedDetails(details: readonly Detail[], language: Language): string {
  const { detail, comma } = said[language];
  const shown = details.filter(({ text, isOptional }) => text !== null || !isOptional);
  return shown.map(({ label, text }) => detail(label, text ?? DASH)).join(comma);
}
