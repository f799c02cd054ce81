import type { Analysis, ConfigurationResult, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import { formatBytes, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";

/** "int8, at $0.002 per million texts and 88.0 % test accuracy" */
export function briefly(one: FinishedConfiguration): string {
  return `${one.label}, at ${usdOf(one)} per million texts and ${accuracyOf(one)} test accuracy`;
}

export const usdOf = ({ figures }: FinishedConfiguration) => formatUsd(figures.usdPerMillionTexts.middle);
export const accuracyOf = ({ figures }: FinishedConfiguration) => formatShare(figures.accuracy.middle);
export const sizeOf = ({ figures }: FinishedConfiguration) => formatBytes(figures.modelBytes.middle);

export function isFinished(configuration: ConfigurationResult): configuration is FinishedConfiguration {
  return configuration.figures !== null;
}

export function configurationOf(id: string, { configurations }: Analysis): ConfigurationResult {
  return configurations.find((one) => one.id === id)!;
}

/** A configuration that the decision names and that therefore finished. */
export function finishedOf(id: string, analysis: Analysis): FinishedConfiguration {
  return configurationOf(id, analysis) as FinishedConfiguration;
}
