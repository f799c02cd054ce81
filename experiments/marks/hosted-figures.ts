import type { HostedPrice } from "../../data/hosted-prices.ts";
import type { HostedMark } from "../../harness/contract/mark.ts";
import type { TextRows } from "../../harness/measure/phases/raw-corpus-files.io.ts";

/** So many tell the mean length to a few percent. */
const MOST_TEXTS = 10_000;

/** What a hosted service asks for texts as long as these. */
export function hostedFigures(
  { service, unit, charactersPerUnit, usdPerMillionUnits, source, date, notes }: HostedPrice,
  texts: TextRows,
): Pick<HostedMark, "service" | "unit" | "unitsPerText" | "usdPerMillionUnits" | "source" | "date" | "notes"> {
  const unitsPerText = meanCharacters(texts) / charactersPerUnit;
  return { service, unit, unitsPerText, usdPerMillionUnits, source, date, notes };
}

function meanCharacters({ count, slice }: TextRows): number {
  const read = slice(0, Math.min(count, MOST_TEXTS));
  return read.reduce((sum, { length }) => sum + length, 0) / Math.max(1, read.length);
}
