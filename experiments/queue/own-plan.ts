import { namesFiles } from "../../data/spec.ts";
import type { PlanHeader } from "../../harness/queue/job-data.ts";
import { namedFiles } from "./named-files.ts";

/** What a worker has of data: the spec that opens it here, by the id that its content has. */
export type OwnData = ReadonlyMap<string, string>;

/**
 * The plan with its data as it is found on this machine. A job never says which file is read: it names data, and what files hold
 * it is the worker's to say.
 * @returns a sentence where this machine has not been given what the plan needs
 */
export function ownPlan(plan: PlanHeader, own: OwnData): PlanHeader | string {
  const missing: string[] = [];
  const here = <D extends { readonly id: string; readonly spec: string }>(data: D): D => {
    const given = own.get(data.id);
    if (given !== undefined) return { ...data, spec: given };
    if (namesFiles(data.spec)) missing.push(`${data.spec} (${data.id})`);
    return data;
  };
  const datasets = plan.datasets.map(here);
  const unlabelled = plan.unlabelled?.map(here);
  const files = namedFiles(plan);
  if (missing.length > 0) {
    return `${plan.name} reads ${missing.join(" and ")}, of which this worker has no data of that content: give it with --dataset`;
  }
  if (files.length > 0) {
    return `${plan.name} reads ${files.join(" and ")}, a file or folder, which no job may name: run it without --redis`;
  }
  return { ...plan, datasets, ...(unlabelled === undefined ? {} : { unlabelled }) };
}
