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

/** "p90: 0.09 ms, p99: 0.16 ms" */
export function joinedDetails(
  details: readonly { readonly label: string; readonly text: string }[],
  language: Language,
): string {
  const { detail, comma } = said[language];
  return details.map(({ label, text }) => detail(label, text)).join(comma);
}
