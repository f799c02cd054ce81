import { perObject } from "../../harness/base/per-object.ts";
import type { Analysis, ConfigurationResult, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import { formatBytes, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

const BRIEFLY: InLanguages<(label: string, usd: string, accuracy: string) => string> = {
  en: (label, usd, accuracy) => `${label}, at ${usd} per million texts and ${accuracy} test accuracy`,
  zh: (label, usd, accuracy) => `${label}（每百万条文本${usd}，测试准确率${accuracy}）`,
};

/** "int8, at $0.002 per million texts and 88.0 % test accuracy" */
export function briefly(one: FinishedConfiguration, language: Language = "en"): string {
  return BRIEFLY[language](one.label, usdOf(one), accuracyOf(one));
}

export const usdOf = ({ figures }: FinishedConfiguration) => formatUsd(figures.usdPerMillionTexts.middle);
export const accuracyOf = ({ figures }: FinishedConfiguration) => formatShare(figures.accuracy.middle);
export const sizeOf = ({ figures }: FinishedConfiguration) => formatBytes(figures.modelBytes.middle);

export function isFinished(configuration: ConfigurationResult): configuration is FinishedConfiguration {
  return configuration.figures !== null;
}

export function configurationOf(id: string, { configurations }: Analysis): ConfigurationResult {
  return byId(configurations).get(id)!;
}

const byId = perObject(
  (configurations: Analysis["configurations"]): ReadonlyMap<string, ConfigurationResult> =>
    new Map(configurations.map((one) => [one.id, one])),
);

/** A configuration that the decision names and that therefore finished. */
export function finishedOf(id: string, analysis: Analysis): FinishedConfiguration {
  return configurationOf(id, analysis) as FinishedConfiguration;
}
