import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  keepFresh,
  type OtherProcess,
  othersAt,
  ownSign,
  processText,
  signFile,
  writeSign,
} from "../harness/measure/runner/presence.io.ts";

const PREFIX = "pricewar-measures";

export interface Announcement {
  /** Runs of this machine that measure already. */
  readonly others: readonly OtherProcess[];
  end(): Promise<void>;
}

/**
 * Tells other runs of this machine that this one measures, whatever folders they have: by a file of its own in the system's
 * temporary folder, which names this process and nothing else. Where none can be written, nobody is told.
 */
export async function announceRun(folder = tmpdir()): Promise<Announcement> {
  const file = join(folder, PREFIX);
  const sign = await ownSign();
  const own = signFile(file, sign);
  try {
    // All users can write there: nothing that another one has put in its place is written to.
    await rm(own, { force: true });
    await writeSign(own, sign, "wx");
    const others = (await othersAt(file, sign, own)).filter(({ isHere }) => isHere);
    const rest = keepFresh([own], sign, () => undefined);
    return {
      others,
      end: async () => {
        rest();
        await rm(own, { force: true });
      },
    };
  } catch {
    return { others: [], end: async () => undefined };
  }
}

/** What the second of two runs is told; null without another. */
export function otherRunsText(others: readonly OtherProcess[]): string | null {
  const [first] = others;
  if (first === undefined) return null;
  const more = others.length === 1 ? "" : ` and ${others.length - 1} more`;
  return (
    `another run measures on this machine: ${processText(first).replace(/,$/, "")}${more}. Each disturbs the times of the other, ` +
    "and where the system tells, the records of both say so; for figures to trust, stop this one and start it when the other is done"
  );
}
