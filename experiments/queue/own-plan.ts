import { namesFiles } from "../../data/spec.ts";
import { splitSource } from "../../harness/contract/model-source.ts";
import type { PlanHeader } from "../../harness/queue/job-data.ts";
import { areVectorsOfFile, isSourceOfFiles } from "./named-files.ts";

/** What a worker has of data: the spec that opens it here, by the id that its content has. */
export type OwnData = ReadonlyMap<string, string>;

/**
 * The plan with its data as it is found on this machine. A job never says which file is read: it names data, and what files hold
 * it is the worker's to say. Models and word vectors that come from files have arrived with the plan.
 * @param contents where those have been put, by what the plan calls them
 * @returns a sentence where this machine has not been given what the plan needs
 */
export function ownPlan(
  { contents: _, ...plan }: PlanHeader,
  own: OwnData,
  contents: ReadonlyMap<string, string>,
): PlanHeader | string {
  const missing: string[] = [];
  const here = <D extends { readonly id: string; readonly spec: string }>(data: D): D => {
    const given = own.get(data.id);
    if (given !== undefined) return { ...data, spec: given };
    if (namesFiles(data.spec)) missing.push(`${data.spec} (${data.id})`);
    return data;
  };
  const datasets = plan.datasets.map(here);
  const unlabelled = plan.unlabelled?.map(here);
  const files: string[] = [];
  const arrived = <C extends { readonly id: string; readonly spec: string }>(
    named: C,
    specOf: (place: string) => string,
  ): C => {
    const place = contents.get(named.id);
    if (place === undefined) files.push(named.spec);
    return place === undefined ? named : { ...named, spec: specOf(place) };
  };
  const sources = plan.sources?.map((source) =>
    isSourceOfFiles(source.spec) ? arrived(source, (place) => `${splitSource(source.spec).name}:${place}`) : source,
  );
  const vectors = plan.vectors?.map((one) => (areVectorsOfFile(one.spec) ? arrived(one, (place) => place) : one));
  if (missing.length > 0) {
    return `${plan.name} reads ${missing.join(" and ")}, of which this worker has no data of that content: give it with --dataset`;
  }
  if (files.length > 0) {
    return `${plan.name} reads ${files.join(" and ")}, a file or folder that its run has not passed on, and no job may name one of this machine`;
  }
  return {
    ...plan,
    datasets,
    ...(unlabelled === undefined ? {} : { unlabelled }),
    ...(sources === undefined ? {} : { sources }),
    ...(vectors === undefined ? {} : { vectors }),
  };
}
