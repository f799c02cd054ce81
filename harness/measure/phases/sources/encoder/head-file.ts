import type { Head } from "../../../../classifier/linear/head.ts";

/** A fitted head between the phases. */
export const HEAD_FILE = "head.json";

export interface StoredHead {
  readonly head: Head;
  /** Names of the classes by index. */
  readonly labels: readonly string[];
}

export function headJson({ head, labels }: StoredHead): string {
  return JSON.stringify({ labels, head: { ...head, kernel: [...head.kernel], bias: [...head.bias] } });
}

/** @param text of `headJson` */
export function parseHead(text: string): StoredHead {
  const { head, labels } = JSON.parse(text) as StoredHead;
  return { labels, head: { ...head, kernel: Float64Array.from(head.kernel), bias: Float64Array.from(head.bias) } };
}
