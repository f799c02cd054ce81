import { withFrugalHeap } from "../../harness/base/frugal-heap.io.ts";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { Coordinator, type Coordinating as Settings } from "../../harness/queue/coordinator.io.ts";
import type { JobHead } from "../../harness/queue/tasks.ts";
import type { Measuring } from "../actions/measure.ts";
import { keepContents, passOnContents } from "./contents.io.ts";

/** Whose work is left, and where. */
export interface Coordinating extends Pick<Settings, "redis" | "run">, Pick<Measuring, "plan" | "signal" | "limitMs"> {
  /** Where files go that the plan's models and word vectors are read from. */
  readonly artifacts: ArtifactStore;
}

/** What leaves a plan's work, and what all of its jobs have in common. */
export interface Leaving {
  readonly coordinator: Coordinator;
  readonly head: JobHead;
}

/** Works with a coordinator of a plan's own. Each result is garbage once it is kept, and there are as many as cells. */
export async function coordinating<T>(
  { redis, run, plan, signal, limitMs, artifacts }: Coordinating,
  work: (leaving: Leaving) => Promise<T>,
): Promise<T> {
  return withFrugalHeap(async () => {
    const contents = await passOnContents(plan, artifacts);
    const leaveContents = () => keepContents(plan, contents, artifacts);
    const coordinator = new Coordinator({ redis, code: plan.code, run, signal, leaveContents });
    try {
      const header = contents.length === 0 ? plan : { ...plan, contents };
      return await work({ coordinator, head: { plan: coordinator.addPlan(header), run, limitMs } });
    } finally {
      await coordinator.close();
    }
  });
}
