import { formatCount } from "../../../harness/judge/figures/format.ts";
import type { BreakEven, Cheaper } from "../../../harness/judge/pricing/monthly/break-even.ts";
import { textsText } from "./amounts.ts";

/** What two curves are the costs of, as nouns. */
export interface Rivals {
  readonly first: string;
  readonly second: string;
}

/** "A costs less up to 652 million texts a month, and B from there on" */
export function breakEvenText({ start, changes, upTo }: BreakEven, rivals: Rivals): string {
  const [first, ...others] = changes;
  if (first === undefined) return `${costsLess(start, rivals)} at every volume up to ${textsText(upTo)} a month`;
  const before = `${costsLess(start, rivals)} up to ${textsText(first.texts - 1)} a month`;
  const last = others.at(-1);
  if (last === undefined) return `${before}, and ${costsLess(first.cheaper, rivals)} from there on`;
  const cheaper = new Set(
    changes.map(({ cheaper: one }) => one).filter((one): one is Exclude<Cheaper, "neither"> => one !== "neither"),
  );
  if (cheaper.size === 1) {
    const [name] = [...cheaper].map((one) => nameOf(one, rivals));
    return `${before}; beyond, ${name} costs as much or less, depending on how many machines each takes`;
  }
  const whole = `between 1 text and ${textsText(upTo)} it changes ${formatCount(changes.length)} times, since machines are bought whole`;
  if (last.cheaper === "neither") return `${before}; ${whole}`;
  const then = last.cheaper === start ? "again" : costsLess(last.cheaper, rivals);
  return `${before}, and ${then} from ${textsText(last.texts)} on; ${whole}`;
}

function costsLess(cheaper: Cheaper, rivals: Rivals): string {
  return cheaper === "neither" ? "both cost the same" : `${nameOf(cheaper, rivals)} costs less`;
}

function nameOf(cheaper: Exclude<Cheaper, "neither">, { first, second }: Rivals): string {
  return cheaper === "first" ? first : second;
}
