import { canonicalJson, type Json } from "../base/canonical-json.ts";
import { isObject } from "../base/is-object.ts";
import { sumOf } from "./line-sum.ts";

/** A document to write as JSON, with a last field that is a hash of all others. White space and order of keys do not count. */
export function withDocumentSum<T extends object>(document: T): T & { readonly sum: string } {
  return { ...document, sum: sumOf(canonicalJson(document)) };
}

/**
 * A document without its sum, and whether the sum is right. A document without one, as older versions wrote them, or as it is
 * after someone changed it on purpose, is not checked.
 */
export function withoutDocumentSum(read: Json): { readonly value: Json; readonly isRight: boolean } {
  if (!isObject(read) || read.sum === undefined) return { value: read, isRight: true };
  const { sum, ...value } = read;
  return { value, isRight: sum === sumOf(canonicalJson(value)) };
}

/** What is wrong with a document whose sum is not right, and the way out for whom that is no surprise. */
export const CHANGED = 'was changed after it was written, since its sum is wrong (remove "sum" if that was on purpose)';
