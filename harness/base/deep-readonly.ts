import type { Json } from "./canonical-json.ts";

/** A value of which nothing may be changed, at any depth. Any JSON, which is already so, stays as it is. */
export type DeepReadonly<T> = [Json] extends [T] ? T : { readonly [K in keyof T]: DeepReadonly<T[K]> };
