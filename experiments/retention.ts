import { basename } from "node:path";
import { printableName } from "../harness/base/printable.ts";
import type { Plan } from "../harness/contract/index.ts";

/** A line about a run that should have been deleted by now; null for any other. The date itself is the last day on which it may be kept. */
export function overdueText({ compliance }: Pick<Plan, "compliance">, folder: string, now: Date): string | null {
  const until = compliance?.retainUntil;
  if (until === undefined || now.toISOString().slice(0, 10) <= until) return null;
  const name = printableName(basename(folder));
  return `${name} was to be kept until ${until}: "pricewar purge ${name}" deletes it, and compliance.retainUntil in the matrix states another date`;
}
