import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, contentId, contentIdOfParts, sha256Hex } from "../../../harness/base/canonical-json.ts";
import { holdsForAll } from "../../fixtures/laws.ts";

describe("canonicalJson", () => {
  test("sorts keys at every depth and keeps the order of lists", () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: true } })).toBe('{"a":{"c":true,"d":null},"b":[2,1]}');
  });

  test("sorts keys by UTF-16 code unit, as in RFC 8785", () => {
    // U+1F600 starts with the surrogate D83D, which is below U+FB33.
    expect(canonicalJson({ "\uFB33": 1, "\u{1F600}": 2, z: 3, A: 4 })).toBe('{"A":4,"z":3,"\u{1F600}":2,"\uFB33":1}');
  });

  test.each([
    [0.1, "0.1"],
    [-0, "0"],
    [1e21, "1e+21"],
    [1e-7, "1e-7"],
    [100_000, "100000"],
  ])("writes %d as in ECMAScript", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("leaves out keys without a value, as in JSON", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test("any JSON is read back, and the order in which its keys were written makes no difference", () => {
    holdsForAll(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value);
      // Negative zero has no text of its own.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(withKeysReversed(value))).toBe(text);
    });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, () => 1])("refuses %s", (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson([value])).toThrow(TypeError);
  });
});

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withKeysReversed(inner)] as const);
  return Object.fromEntries(entries.reverse());
}

test("SHA-256 of the standard's example", () => {
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256Hex(Uint8Array.of(97, 98, 99))).toBe(sha256Hex("abc"));
});

test("a content id is 12 hex digits of the canonical JSON's hash", () => {
  expect(contentId({})).toBe("44136fa355b3"); // SHA-256 of "{}"
  expect(contentId({ b: 1, a: 2 })).toBe(contentId({ a: 2, b: 1 }));
  expect(contentId({ a: 2 })).not.toBe(contentId({ a: 1 }));
});

test("the id of an object with shared parts is that of its content, whoever had a part before", () => {
  const model = { hidden: [24], embedding: 16 };
  const [first, second] = [
    { model, seed: 1, techniques: [{ name: "int8" }] },
    { seed: 2, model },
  ];
  for (const one of [first, second, first]) expect(contentIdOfParts(one, ["model", "serving"])).toBe(contentId(one));
  expect(contentIdOfParts({ ...second, model: { hidden: [24], embedding: 8 } }, ["model"])).toBe(
    contentId({ seed: 2, model: { embedding: 8, hidden: [24] } }),
  );
});
