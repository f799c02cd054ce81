import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openMasker } from "../../../../harness/classifier/masking/masker.ts";
import { MASK_WORDS } from "../../../../harness/contract/masking.ts";
import { FORMED_KINDS, MASKABLE } from "../../../fixtures/maskable-texts.ts";

const maskAll = await openMasker(FORMED_KINDS);

describe.each(FORMED_KINDS)("%s", (kind) => {
  const { written, others } = MASKABLE[kind];
  const word = MASK_WORDS[kind];

  test.each(written)("%s becomes the kind's word, wherever it stands", async (text) => {
    const mask = await openMasker([kind]);
    expect(mask(text)).toEqual({ text: word, found: new Map([[kind, 1]]) });
    expect(mask(`see ${text}, or “${text}”!`)).toEqual({
      text: `see ${word} , or “ ${word} ”!`,
      found: new Map([[kind, 2]]),
    });
    expect(mask(`Adas\n${text}\ngo.`).text).toBe(`Adas\n${word}\ngo.`);
  });

  test("other texts stay as they are", async () => {
    const mask = await openMasker([kind]);
    for (const text of [...others, "", " ", "The senate voted on the budget in 1961.", word]) {
      expect(mask(text)).toEqual({ text, found: null });
    }
  });
});

test("Chinese words beside a match stay, as words of their own", () => {
  const text = "邮箱ada@example.com，手机13800138000谢谢，身份证11010519491231002X。";
  const { email, "chinese-mobile": mobile, "chinese-id": id } = MASK_WORDS;
  expect(maskAll(text).text).toBe(`邮箱 ${email} ，手机 ${mobile} 谢谢，身份证 ${id} 。`);
});

test("a number of one kind is not taken for one of another, and what holds another is masked whole", () => {
  const text =
    "https://example.com/?mail=ada@example.com, ada@192.0.2.44.example, 4111 1111 1111 1111 12/26, +86 13800138000";
  const { url, email, card, "chinese-mobile": mobile } = MASK_WORDS;
  const masked = maskAll(text);
  expect(masked.text).toBe(`${url} , ${email} , ${card} 12/26, ${mobile}`);
  expect(Object.fromEntries(masked.found!)).toEqual({ url: 1, email: 1, card: 1, "chinese-mobile": 1 });
});

test("phone numbers of a country are found without its code where the mask names it", async () => {
  const text = "call (202) 555-0188 ext. 12, 202-555-0188 or 020 7946 0018";
  const found = async (entry: string) => (await openMasker([entry]))(text).text;
  expect(await found("phone")).toBe(text);
  expect(await found("phone:US")).toBe("call maskedphone , maskedphone or 020 7946 0018");
  expect(await found("phone:GB")).toBe("call (202) 555-0188 ext. 12, 202-555-0188 or maskedphone");
  await expect(openMasker(["phone:ZZ"])).rejects.toThrow(
    'tokenizer.mask "phone:ZZ": needs the code of a country, such as US, GB or CN',
  );
});

/** Texts of what is masked, of pieces of it, and of what may stand between. */
const pieces = Object.values(MASKABLE).flatMap(({ written, others }) =>
  [...written, ...others].flatMap((text) => [text, text.slice(0, Math.ceil(text.length / 2)), text.slice(-4)]),
);
const between = ["", " ", "\n", ",", ".", "@", "-", ":", "/", "+", "中", "x", "(", "<"];
const mixedTexts = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...between)), { maxLength: 12 })
  .map((parts) => parts.flat().join(""));

test("masking twice is masking once, and the words of kinds are never found", () => {
  fc.assert(
    fc.property(fc.oneof(mixedTexts, fc.string({ unit: "binary" })), (text) => {
      const once = maskAll(text);
      expect(maskAll(once.text)).toEqual({ text: once.text, found: null });
    }),
    { numRuns: 500 },
  );
});

test("whatever stands around it, no example comes through", () => {
  // Of those that do not depend on what is beside them.
  const plain = ["ada.lovelace+notes@mail.example.com", "https://example.com/user/4711?tab=a"];
  fc.assert(
    fc.property(fc.constantFrom(...plain), mixedTexts, mixedTexts, (own, before, after) => {
      expect(maskAll(`${before} ${own} ${after}`).text).not.toContain(own);
    }),
  );
});

/** Texts that make careless expressions slow: each is tried for every kind. */
const HOSTILE: Readonly<Record<string, string>> = {
  "one letter": "a",
  "at signs": "@",
  "local parts without a host": "a@",
  "long local parts and hosts of numbers": `${"a".repeat(64)}@${"1.".repeat(600)}`,
  labels: "a.",
  digits: "1",
  "figures in a row": "1 ",
  "groups of figures": "1234 ",
  dashes: "1-",
  colons: "1:",
  "addresses that never end": 'http://a.com/"x',
  schemes: "http://",
  "starts of account numbers": "DE89",
  addresses: "a@b.com",
  pluses: "+1",
  wide: "１",
};

describe.each(FORMED_KINDS)("%s", (kind) => {
  // The library of phone numbers takes time for every candidate, though no more of it for a longer text.
  const units = kind === "phone" ? 2 ** 14 : 2 ** 20;

  test.each(Object.entries(HOSTILE))(`reads ${units} units of %s`, async (_, unit) => {
    const mask = await openMasker([kind]);
    const text = unit.repeat(Math.ceil(units / unit.length)).slice(0, units);
    const { text: masked } = mask(text);
    expect(mask(masked).text).toBe(masked);
  });
});
