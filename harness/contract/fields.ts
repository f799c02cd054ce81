import type * as z from "zod";

/**
 * One field of a group such as `model`, from which follow its axis, its grammar in a matrix file, and its place in an
 * experiment: the row `hidden` of `model` is the axis "model.hidden", `base.model.hidden` and
 * `experiment.model.hidden`.
 */
export interface Field<S extends z.ZodType = z.ZodType, A extends Absence | undefined = Absence | undefined> {
  readonly schema: S;
  readonly default: z.output<S>;
  /** Description for authors of matrix files. */
  readonly help: string;
  /** Where the field may be absent, which means its default. Undefined if it is always present. */
  readonly absent: A;
}

/**
 * "in older files": models and records from before the field existed lack it. "at the default": so do experiments that
 * leave it at its default, and a new field then leaves the ids of earlier experiments as they are.
 */
export type Absence = "in older files" | "at the default";

export type FieldTable = Readonly<Record<string, Field>>;

/** A row of a table. */
export function field<S extends z.ZodType, const A extends Absence | undefined = undefined>(row: {
  readonly schema: S;
  readonly default: NoInfer<z.output<S>>;
  readonly help: string;
  readonly absent?: A;
}): Field<S, A> {
  return { ...row, absent: row.absent as A };
}

type ReadonlyValue<V> = V extends readonly (infer E)[] ? readonly E[] : V;
type ValueOf<F> = F extends Field<infer S> ? ReadonlyValue<z.output<S>> : never;

/** The object that a table's fields make up. */
export type FieldValues<F extends FieldTable> = {
  readonly [K in keyof F as F[K]["absent"] extends Absence ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K]["absent"] extends Absence ? K : never]?: ValueOf<F[K]>;
};

/** The names of a group's axes, such as "model.hidden". */
export type GroupAxis<P extends string, F extends FieldTable> = `${P}.${keyof F & string}`;

export function groupAxes<P extends string, F extends FieldTable>(group: P, fields: F): GroupAxis<P, F>[] {
  return Object.keys(fields).map((name): GroupAxis<P, F> => `${group}.${name}`);
}
