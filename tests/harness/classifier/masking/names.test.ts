import { expect, test } from "vitest";
import { openMasker } from "../../../../harness/classifier/masking/masker.ts";
import { nameListOf } from "../../../../harness/classifier/masking/name-list.ts";

const ENTRY = "names:people.txt@0123456789ab";
const list = nameListOf(
  "Ada Lovelace\nAda\nSeán O’Brien\r\n\nAnne-Marie du Bois\n王小明\nМария Иванова\n",
  ENTRY,
  "people.txt",
);
const mask = await openMasker([ENTRY], [list]);

test.each([
  ["Ada Lovelace wrote to ada.", "maskedname wrote to maskedname ."],
  ["ADA  LOVELACE, Ada-Lovelace and Adalovelace", "maskedname , maskedname and Adalovelace"],
  ["Ada\nand Lovelace", "maskedname\nand Lovelace"],
  ["Seán O’Brien’s, Sean O'Brien", "maskedname ’s, Sean O'Brien"],
  ["anne marie DU BOIS", "maskedname"],
  ["Anne-Marie du", "Anne-Marie du"],
  ["我是王小明的朋友，王小", "我是 maskedname 的朋友，王小"],
  ["Марией, МАРИЯ ИВАНОВА", "Марией, maskedname"],
  ["Ａｄａ", "maskedname"],
  ["Canada, adamant", "Canada, adamant"],
])("of the list, %j becomes %j", (text, masked) => {
  expect(mask(text).text).toBe(masked);
  expect(mask(masked)).toEqual({ text: masked, found: null });
});

test("the list spells out no name, and another list has other hashes of the same", () => {
  const text = JSON.stringify(list).toLowerCase();
  for (const word of ["lovelace", "brien", "王", "мария"]) expect(text).not.toContain(word);
  expect(list).toMatchObject({ id: ENTRY, longest: 4 });
  expect(list.names).toHaveLength(6);
  const other = nameListOf("Ada", "names:others.txt@000000000000", "others.txt");
  expect(list.names).not.toContain(other.names[0]);
});

test.each([
  ["\n \n", "people.txt: needs a name on each line, and has none"],
  ["Ada\nI.", "people.txt:2: a name needs at least 2 letters; remove the line"],
  ["MaskedCard", 'people.txt:1: "maskedcard" stands for what is masked; remove the line'],
])("the list %j is refused", (text, message) => {
  expect(() => nameListOf(text, ENTRY, "people.txt")).toThrow(message);
});

test("a mask whose list is missing is refused, since nothing would be masked", async () => {
  await expect(openMasker([ENTRY])).rejects.toThrow(
    "names:people.txt@0123456789ab is masked, and its list of names is missing",
  );
});

test.each(["Ada ", "ada", "王小明", "王", "a "])("a megabyte of %j is read to its end", (unit) => {
  const text = unit.repeat(Math.ceil(2 ** 20 / unit.length));
  const masked = mask(text).text;
  expect(mask(masked).text).toBe(masked);
});
