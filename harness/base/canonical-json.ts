import { createHash, hash } from "node:crypto";
import { perObject } from "./per-object.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys and no white space, so that equal values give equal text (RFC 8785 for the values used here:
 * numbers as in ECMAScript, keys by UTF-16 code unit). Keys with undefined values are left out, as in JSON.
 * @throws TypeError on NaN, infinities and anything that JSON cannot represent
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot represent ${value}`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner)).join(",")}]`;
  if (typeof value === "object") return objectText(value, canonicalJson);
  throw new TypeError(`canonical JSON cannot represent a ${typeof value}`);
}

const keptText = perObject((part: object) => canonicalJson(part));

function objectText(whole: object, textOf: (part: unknown, key: string) => string): string {
  let members = "";
  for (const key of Object.keys(whole).sort()) {
    const part = (whole as Readonly<Record<string, unknown>>)[key];
    if (part === undefined) continue;
    if (members !== "") members += ",";
    members += `${JSON.stringify(key)}:${textOf(part, key)}`;
  }
  return `{${members}}`;
}

/** Bytes that a hash takes at once: OpenSSL refuses 2 GiB. */
const MOST_AT_ONCE = 2 ** 30;

export function sha256Hex(content: string | Uint8Array): string {
  if (typeof content !== "string") return sha256InParts(content, MOST_AT_ONCE);
  return hash("sha256", content);
}

/** @param mostAtOnce bytes of one call */
export function sha256InParts(bytes: Uint8Array, mostAtOnce: number): string {
  const parts = createHash("sha256");
  for (let start = 0; start < bytes.length; start += mostAtOnce)
    parts.update(bytes.subarray(start, start + mostAtOnce));
  return parts.digest("hex");
}

/** First 12 hex digits of the SHA-256 of the canonical JSON, the form of all ids in a run folder. */
export function contentId(value: unknown): string {
  return idOfText(canonicalJson(value));
}

/**
 * The same of an object that has parts in common with others: the text of each such part is made once, so that from then on none may change.
 * @param shared the keys of these parts; the values of others may be shared, too
 */
export function contentIdOfParts(whole: object, shared: readonly string[]): string {
  return idOfText(
    objectText(whole, (part, key) => (shared.includes(key) ? keptText(part as object) : canonicalJson(part))),
  );
}

function idOfText(text: string): string {
  return sha256Hex(text).slice(0, 12);
}
