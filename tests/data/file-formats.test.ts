import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { faultsOf, openIn, rowsOf } from "./open-files.ts";
import { parquetFile } from "./parquet-rows.ts";

const PAIRS = Array.from(
  { length: 12 },
  (_, row) => [`text ${row}`, row % 2 === 0 ? "spam" : "ham"] as [string, string],
);
const CSV = `text,label\n${PAIRS.map((pair) => `${pair.join(",")}\n`).join("")}`;

describe("separators", () => {
  test.each([
    ["\t", "tab"],
    [";", "semicolon"],
    ["|", "bar"],
  ])("%j is recognized in the header, and said", async (mark, name) => {
    const file = CSV.replaceAll(",", mark).replace("text 0", `"a ${mark} b"`).replace("text 1", "a, b");
    const dataset = await openIn({ "a.csv": file }, "csv:a.csv");
    expect((await rowsOf(dataset)).slice(0, 2)).toEqual([
      [`a ${mark} b`, "spam"],
      ["a, b", "ham"],
    ]);
    expect(dataset.files).toEqual([{ name: "a.csv", separator: name }]);
    const named = await openIn({ "a.csv": file }, `csv:a.csv,separator=${name}`);
    const given = await openIn({ "a.csv": file }, `csv:a.csv,separator=${mark}`);
    expect([named.id, given.id]).toEqual([dataset.id, dataset.id]);
  });

  test("a comma needs no mention, and each file has its own", async () => {
    expect(await openIn({ "a.csv": CSV }, "csv:a.csv")).not.toHaveProperty("files");
    expect((await openIn({ "a.csv": CSV }, "csv:a.csv,separator=comma")).id).toBe(
      (await openIn({ "a.csv": CSV }, "csv:a.csv")).id,
    );
    const both = await openIn({ "a.csv": CSV, "b.tsv": CSV.replaceAll(",", "\t") }, "csv:a.csv,test=b.tsv");
    expect(both.files).toEqual([{ name: "b.tsv", separator: "tab" }]);
    expect(await rowsOf(both, "test")).toEqual(PAIRS);
  });

  test("any other character can be named; nothing else can", async () => {
    expect(await rowsOf(await openIn({ "a.csv": CSV.replaceAll(",", "~") }, "csv:a.csv,separator=~"))).toEqual(PAIRS);
    for (const wrong of ["ab", "x", "1", '""""', "commas"]) {
      expect(await faultsOf({ "a.csv": CSV }, `csv:a.csv,separator=${wrong}`)).toEqual([
        expect.stringMatching(/^separator=.*: must be tab, semicolon, comma, bar, or a single character/),
      ]);
    }
  });
});

describe("quotes", () => {
  test("inside an unquoted field are characters like any other", async () => {
    const rows = await rowsOf(
      await openIn({ "a.csv": CSV.replace("text 0", 'a 5" pipe, says "B"'.replace(",", ";")) }, "csv:a.csv"),
    );
    expect(rows[0]).toEqual(['a 5" pipe; says "B"', "spam"]);
  });

  test("that open a field are literal on request", async () => {
    const file = `label\ttext\n${'spam\t"open\nham\t"quoted" here\n'.repeat(6)}`;
    const literal = await openIn({ "a.tsv": file }, "csv:a.tsv,quotes=literal");
    expect((await rowsOf(literal)).slice(0, 2)).toEqual([
      ['"open', "spam"],
      ['"quoted" here', "ham"],
    ]);
    expect((await faultsOf({ "a.tsv": file }, "csv:a.tsv"))[0]).toMatch(/^a\.tsv:2: .*quotes=literal/);
  });

  test("closed in the middle of a field are counted, and doubled ones are none of them", async () => {
    const file = CSV.replace("text 0", '"said ""yes"""').replace("text 2", '"a" b').replace("text 4", '"c" d');
    expect(await faultsOf({ "a.csv": file }, "csv:a.csv")).toEqual([
      expect.stringMatching(/^a\.csv:4: in 2 rows, a quote that opens .* \(lines 4 and 6\); close it before the comma/),
      expect.stringMatching(/class "spam" has 4 rows, too few/),
    ]);
    const fine = await openIn(
      { "a.csv": CSV.replace("text 0", '"said ""yes"""').replace("text 2", '"""b"" c"') },
      "csv:a.csv",
    );
    expect([(await rowsOf(fine))[0]?.[0], (await rowsOf(fine))[2]?.[0]]).toEqual(['said "yes"', '"b" c']);
  });
});

describe("encodings", () => {
  const accented = CSV.replaceAll("text", "téxt").replace("téxt,", "text,");
  const latin1 = Buffer.from(accented, "latin1");

  test("Windows-1252 is recognized where it breaks UTF-8, and read on request", async () => {
    expect(await faultsOf({ "a.csv": latin1 }, "csv:a.csv")).toEqual([
      "a.csv:2: not UTF-8 in 12 places (lines 2, 3, 4, 5, 6 and 7 more); it looks like Windows-1252: read it with encoding=windows-1252, or convert it: iconv -f WINDOWS-1252 -t UTF-8 a.csv > a.csv.utf8",
    ]);
    const dataset = await openIn({ "a.csv": latin1 }, "csv:a.csv,encoding=windows-1252");
    expect((await rowsOf(dataset))[0]).toEqual(["téxt 0", "spam"]);
    expect(dataset.files).toEqual([{ name: "a.csv", encoding: "windows-1252" }]);
    // The id is that of the text, however it was encoded.
    expect(dataset.id).toBe((await openIn({ "a.csv": accented }, "csv:a.csv")).id);
  });

  test("Windows-1252 has more than ISO-8859-1: 0x80 is the euro sign", async () => {
    const euro = Buffer.from(CSV.replace("text 0", "5 \x80 \x93a\x94"), "latin1");
    expect((await rowsOf(await openIn({ "a.csv": euro }, "csv:a.csv,encoding=windows-1252")))[0]?.[0]).toBe("5 € “a”");
  });

  test("UTF-16 is read by its byte order mark, or by name", async () => {
    const marked = Buffer.from(`\ufeff${accented}`, "utf16le");
    const dataset = await openIn({ "a.csv": marked }, "csv:a.csv");
    expect((await rowsOf(dataset))[0]).toEqual(["téxt 0", "spam"]);
    expect(dataset.files).toEqual([{ name: "a.csv", encoding: "utf-16le" }]);
    const swapped = Buffer.from(marked).swap16();
    for (const spec of ["csv:a.csv", "csv:a.csv,encoding=utf-16"]) {
      expect((await openIn({ "a.csv": swapped }, spec)).files).toEqual([{ name: "a.csv", encoding: "utf-16be" }]);
    }
    expect(await rowsOf(await openIn({ "a.csv": marked.subarray(2) }, "csv:a.csv,encoding=utf-16"))).toEqual(
      await rowsOf(dataset),
    );
  });

  test("Chinese in GB18030 is read by name, and without it the way is shown", async () => {
    // The two words are 股票 and 球队.
    const gb = Buffer.concat([
      Buffer.from("text,label\n"),
      ...Array.from({ length: 6 }, () =>
        Buffer.concat([
          Buffer.of(0xb9, 0xc9, 0xc6, 0xb1),
          Buffer.from(",a\n"),
          Buffer.of(0xc7, 0xf2, 0xb6, 0xd3),
          Buffer.from(",b\n"),
        ]),
      ),
    ]);
    const dataset = await openIn({ "a.csv": gb }, "csv:a.csv,encoding=gb18030");
    expect((await rowsOf(dataset)).slice(0, 2)).toEqual([
      ["股票", "a"],
      ["球队", "b"],
    ]);
    expect((await faultsOf({ "a.csv": gb }, "csv:a.csv"))[0]).toMatch(/name the encoding .* encoding=gb18030/);
    expect(
      await faultsOf({ "a.csv": Buffer.concat([gb, Buffer.of(0xff, 0x2c, 0x61)]) }, "csv:a.csv,encoding=gb18030"),
    ).toEqual([
      "a.csv:14: bytes that are not GB18030; name the encoding that the file has with encoding=, or mend them",
    ]);
  });

  test("a damaged UTF-8 file is not taken for another encoding, and a UTF-8 file not decoded twice", async () => {
    const damaged = Buffer.from(accented);
    damaged.writeUInt8(0x41, damaged.indexOf(0xa9));
    expect(await faultsOf({ "a.csv": damaged }, "csv:a.csv")).toEqual([
      expect.stringMatching(
        /^a\.csv:2: not UTF-8 in one place; other characters of the file are, so these bytes are damaged/,
      ),
    ]);
    expect(
      await faultsOf({ "a.csv": latin1, "b.csv": accented }, "csv:a.csv,test=b.csv,encoding=windows-1252"),
    ).toEqual([expect.stringMatching(/^b\.csv: this file is UTF-8 and not Windows-1252/)]);
  });

  test("an unknown encoding is refused", async () => {
    expect(await faultsOf({ "a.csv": CSV }, "csv:a.csv,encoding=ebcdic")).toEqual([
      expect.stringMatching(/^encoding=ebcdic: Node's TextDecoder does not know it; write windows-1252/),
    ]);
  });
});

describe("line ends", () => {
  test("of carriage returns alone are read, and counted", async () => {
    const file = CSV.replace("text 0", '"a\nb"').replaceAll("\n", "\r").replace("a\rb", "a\nb");
    expect((await rowsOf(await openIn({ "a.csv": file }, "csv:a.csv"))).slice(0, 2)).toEqual([
      ["a\nb", "spam"],
      ["text 1", "ham"],
    ]);
    expect((await faultsOf({ "a.csv": file.replace("text 3", "") }, "csv:a.csv"))[0]).toMatch(
      /^a\.csv:5: column "text"/,
    );
  });

  test("that were translated twice are read", async () => {
    expect(await rowsOf(await openIn({ "a.csv": CSV.replaceAll("\n", "\r\r\n") }, "csv:a.csv"))).toEqual(PAIRS);
  });
});

describe("compressed files", () => {
  test("gzip is unpacked, whatever the name, and the rows' hash is that of the text", async () => {
    const plain = await openIn({ "a.csv": CSV }, "csv:a.csv");
    const zipped = await openIn({ "a.csv.gz": gzipSync(CSV) }, "csv:a.csv.gz");
    expect(await rowsOf(zipped)).toEqual(PAIRS);
    expect(zipped.files).toEqual([{ name: "a.csv.gz", compression: "gzip" }]);
    expect(zipped.id.slice(-12)).toBe(plain.id.slice(-12));
    expect((await openIn({ "a.csv": gzipSync(CSV) }, "csv:a.csv")).id).toBe(plain.id);
    const tabs = await openIn({ "a.tsv.gz": gzipSync(CSV.replaceAll(",", "\t")) }, "csv:a.tsv.gz");
    expect(tabs.files).toEqual([{ name: "a.tsv.gz", separator: "tab", compression: "gzip" }]);
  });

  test("a torn file and other formats are refused by name", async () => {
    const torn = gzipSync(CSV).subarray(0, -12);
    expect(await faultsOf({ "a.csv.gz": torn }, "csv:a.csv.gz")).toEqual([
      expect.stringMatching(/^a\.csv\.gz: cannot be unpacked by gzip: .*; is the file complete\?/),
    ]);
    for (const [bytes, message] of [
      ["PAR1…", "a.csv: this is a Parquet file; write parquet:a.csv"],
      ["PK\x03\x04…", "a.csv: this is a ZIP archive or a spreadsheet; unpack it, or save the sheet as CSV"],
      ["\x28\xb5\x2f\xfd…", "a.csv: this is compressed by zstd; unpack it first: zstd -d a.csv"],
    ] as const) {
      expect(await faultsOf({ "a.csv": Buffer.from(bytes, "latin1") }, "csv:a.csv")).toEqual([message]);
    }
  });
});

describe("JSON Lines", () => {
  const lines = (objects: readonly object[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join("");
  const GOOD = PAIRS.map(([text, label]) => ({ text, label }));

  test("a row per object; labels may be numbers or truth values", async () => {
    expect(await rowsOf(await openIn({ "a.jsonl": lines(GOOD) }, "jsonl:a.jsonl"))).toEqual(PAIRS);
    const typed = GOOD.map(({ text }, row) => ({ id: row, body: `${text}\u2028`, kind: row % 2, is: row % 2 === 0 }));
    const file = { "a.jsonl.gz": gzipSync(`\ufeff${lines(typed)}\r\n`) };
    const numbers = await openIn(file, "jsonl:a.jsonl.gz,text=body,label=kind");
    expect((await rowsOf(numbers)).slice(0, 2)).toEqual([
      ["text 0\u2028", "0"],
      ["text 1\u2028", "1"],
    ]);
    expect((await openIn(file, "jsonl:a.jsonl.gz,text=body,label=is")).labels).toEqual(["false", "true"]);
  });

  test("all that is wrong is told at once", async () => {
    const file = `${lines(GOOD)}{"text": "a"\n${lines([{ text: "b", label: ["spam", "ham"] }, { text: "c" }, { text: null, label: "ham" }, { text: { a: 1 }, label: "ham" }])}[1]\n`;
    expect(await faultsOf({ "a.jsonl": file }, "jsonl:a.jsonl")).toEqual([
      expect.stringMatching(/^a\.jsonl:13: 2 lines are not JSON objects \(lines 13: .* and 18\); each line must be/),
      'a.jsonl:14: field "label" is a list; a text has one class here: keep one of them, or join them into one name',
      'a.jsonl:15: field "label" is empty; fill it in, or leave out rows with an empty cell by empty=skip',
      'a.jsonl:16: field "text" is empty; fill it in, or leave out rows with an empty cell by empty=skip',
      'a.jsonl:17: field "text" is an object; write text or a number, or choose another one with text=, label= or group=',
    ]);
  });

  test("a JSON array, other fields and an empty file are refused", async () => {
    expect(await faultsOf({ "a.json": JSON.stringify(GOOD) }, "jsonl:a.json")).toEqual([
      "a.json: this is a JSON array; write one object per line: jq -c '.[]' a.json > a.jsonl",
    ]);
    expect(await faultsOf({ "a.jsonl": lines([{ sentence: "a", label: 1 }]) }, "jsonl:a.jsonl")).toEqual([
      'a.jsonl: no field "text" (found: "sentence", "label"); choose one with text=FIELD',
    ]);
    expect(await faultsOf({ "a.jsonl": "\n" }, "jsonl:a.jsonl")).toEqual([expect.stringMatching(/^a\.jsonl: .*empty/)]);
  });
});

describe("Parquet", () => {
  const columns = [
    { name: "text", data: PAIRS.map(([text]) => text), type: "STRING" as const },
    { name: "label", data: PAIRS.map(([, label]) => label), type: "STRING" as const },
  ];
  const bytesOf = (buffer: Buffer) => new Uint8Array(buffer);

  test.each([
    ["UNCOMPRESSED", {}],
    ["SNAPPY", {}],
    ["GZIP", { GZIP: (bytes: Uint8Array) => bytesOf(gzipSync(bytes)) }],
    ["BROTLI", { BROTLI: (bytes: Uint8Array) => bytesOf(brotliCompressSync(bytes)) }],
  ] as const)("%s is read, of several row groups", async (codec, compressors) => {
    const file = parquetFile(columns, { codec, compressors, rowGroupSize: 5 });
    const dataset = await openIn({ "a.parquet": file }, "parquet:a.parquet");
    expect(await rowsOf(dataset)).toEqual(PAIRS);
    expect(dataset.id).toMatch(/^parquet:a\.parquet@[0-9a-f]{12}$/);
  });

  test("labels may be whole numbers of 64 bits; a missing one is an empty cell", async () => {
    const labels = PAIRS.map((_, row) => (row === 3 ? null : BigInt(row % 2)));
    const file = parquetFile([columns[0]!, { name: "label", data: labels, type: "INT64" }]);
    expect(await faultsOf({ "a.parquet": file }, "parquet:a.parquet")).toEqual([
      'a.parquet, row 4: column "label" is empty; fill it in, or leave out rows with an empty cell by empty=skip',
    ]);
    const skipped = await openIn({ "a.parquet": file }, "parquet:a.parquet,empty=skip");
    expect([skipped.labels, skipped.rowCounts]).toEqual([["0", "1"], { train: 11, test: null, leftOutEmpty: 1 }]);
  });

  test("a torn file, other columns and options of text files are refused", async () => {
    const file = parquetFile(columns);
    expect(await faultsOf({ "a.parquet": file.subarray(0, 60) }, "parquet:a.parquet")).toEqual([
      expect.stringMatching(/^a\.parquet: cannot be read as Parquet: /),
    ]);
    expect(await faultsOf({ "a.parquet": file }, "parquet:a.parquet,label=kind")).toEqual([
      'a.parquet: no column "kind" (found: "text", "label"); choose one with label=COLUMN',
    ]);
    expect(await faultsOf({ "a.parquet": file }, "parquet:a.parquet,encoding=utf-16")).toEqual([
      expect.stringMatching(/unknown option "encoding"/),
    ]);
  });
});
