import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FOREIGN_PARQUET } from "./foreign-parquet.ts";
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

  test.each([
    ["sep=;\r\n", ";", "semicolon"],
    ['"sep=|"\n', "|", "bar"],
    ["SEP=\t\n", "\t", "tab"],
    ["\ufeffsep=~\n", "~", '"~"'],
  ])("Excel's first line %j states it, and is no header", async (statement, mark, name) => {
    const dataset = await openIn({ "a.csv": statement + CSV.replaceAll(",", mark) }, "csv:a.csv");
    expect(await rowsOf(dataset)).toEqual(PAIRS);
    expect(dataset.files).toEqual([{ name: "a.csv", separator: name }]);
    // Lines are those of the file: the row without a label is the third, below "sep=" and the header.
    const faulty = statement + CSV.replace("text 0,spam", "text 0,").replaceAll(",", mark);
    expect((await faultsOf({ "a.csv": faulty }, "csv:a.csv"))[0]).toMatch(/^a\.csv:3: column "label" is empty;/);
  });

  test("separator= goes before what the file states", async () => {
    expect(await rowsOf(await openIn({ "a.csv": `sep=;\n${CSV}` }, "csv:a.csv,separator=comma"))).toEqual(PAIRS);
  });

  test("a tab in each line tells more than a comma in each text", async () => {
    const rows = Array.from({ length: 4 }, (_, row) => `${row % 2 === 0 ? "spam" : "ham"}\tone, two ${row}\n`);
    expect(await faultsOf({ "a.tsv": `kind\tthe text, in short\n${rows.join("")}` }, "csv:a.tsv")).toEqual([
      expect.stringContaining('(found: "kind", "the text, in short")'),
    ]);
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

  test("lines with bytes that are not of the named encoding are counted once each", async () => {
    const file = Buffer.concat([Buffer.from(CSV), ...[1, 2].map(() => Buffer.from("\xff\xff \xff,ham\n", "latin1"))]);
    expect(await faultsOf({ "a.csv": file }, "csv:a.csv,encoding=gb18030")).toEqual([
      expect.stringMatching(/^a\.csv:14: bytes that are not GB18030 in 2 lines \(lines 14 and 15\);/),
    ]);
  });

  test("what is damaged is told from all of a long file, not from the part around it", async () => {
    // 60,000 accents in whole chunks of 64 KiB, then three broken bytes between letters, as Windows-1252 has them.
    const long = Buffer.concat([
      Buffer.from(`text,label\n${"é".repeat(60_000)},spam\n`),
      Buffer.from("a\xe9b a\xe9b a\xe9b,ham\n", "latin1"),
    ]);
    expect((await faultsOf({ "a.csv": long }, "csv:a.csv"))[0]).toMatch(
      /^a\.csv:3: not UTF-8 in 3 places; other characters of the file are, so these bytes are damaged/,
    );
  });

  test("a broken header is told before its columns are missed", async () => {
    const file = Buffer.from(CSV.replace("text,label", "texte,étiquette"), "latin1");
    expect(await faultsOf({ "a.csv": file }, "csv:a.csv,text=texte,label=étiquette")).toEqual([
      expect.stringMatching(/^a\.csv:1: not UTF-8 in one place; it looks like Windows-1252: read it with encoding=/),
    ]);
  });

  test("UTF-32 is not taken for UTF-16", async () => {
    const wide = Buffer.concat(Array.from(CSV, (character) => Buffer.from(`${character}\0\0\0`)));
    for (const file of [wide, Buffer.concat([Buffer.of(0xff, 0xfe, 0, 0), wide])]) {
      expect(await faultsOf({ "a.csv": file }, "csv:a.csv")).toEqual([
        "a.csv:1: a NUL byte, which text does not have; it looks like UTF-32: save it as UTF-8",
      ]);
    }
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
      ["\x04\x22\x4d\x18…", "a.csv: this is compressed by LZ4; unpack it first: lz4 -dk a.csv"],
      ["<!DOCTYPE html>\n", "a.csv: this is a web page; download the file that it links to"],
      [
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "a.csv: this is the pointer of a file in Git LFS; fetch it: git lfs pull --include a.csv",
      ],
    ] as const) {
      expect(await faultsOf({ "a.csv": Buffer.from(bytes, "latin1") }, "csv:a.csv")).toEqual([message]);
    }
  });

  test("what a gzip file contains is looked at, too", async () => {
    expect(await faultsOf({ "a.csv.gz": gzipSync(gzipSync(CSV)) }, "csv:a.csv.gz")).toEqual([
      "a.csv.gz: what it contains is compressed by gzip once more; unpack it first: gunzip -k a.csv.gz",
    ]);
    const tar = Buffer.alloc(1024);
    tar.write("a.csv", 0);
    tar.write("ustar", 257);
    tar.write(CSV, 512);
    expect(await faultsOf({ "a.tar.gz": gzipSync(tar) }, "csv:a.tar.gz")).toEqual([
      "a.tar.gz: what it contains is a tar archive; unpack it",
    ]);
  });

  test("JSON that is called CSV is recognized", async () => {
    const object = '{"text": "a", "label": "b"}\n';
    expect(await faultsOf({ "a.csv": object.repeat(3) }, "csv:a.csv")).toEqual([
      "a.csv: this is a file of JSON objects; write jsonl:a.csv",
    ]);
    expect(await faultsOf({ "a.csv": `[${object}]` }, "csv:a.csv")).toEqual([
      "a.csv: this is a JSON array; write one object per line: jq -c '.[]' a.csv > a.csv.jsonl",
    ]);
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

  test("line ends of carriage returns alone are read", async () => {
    const file = lines(GOOD).replaceAll("\n", "\r");
    expect(await rowsOf(await openIn({ "a.jsonl": file }, "jsonl:a.jsonl"))).toEqual(PAIRS);
    expect(await faultsOf({ "a.jsonl": `${file}{\r` }, "jsonl:a.jsonl")).toEqual([
      expect.stringMatching(/^a\.jsonl:13: the line is not a JSON object/),
    ]);
  });

  test("a field that begins far below is one; the rows before are empty there", async () => {
    const late = lines([...Array.from({ length: 20 }, () => ({ text: "long ".repeat(1000) })), ...GOOD]);
    const dataset = await openIn({ "a.jsonl": late }, "jsonl:a.jsonl,empty=skip");
    expect(dataset.rowCounts).toEqual({ train: 12, test: null, leftOutEmpty: 20 });
  });

  test("whole numbers that JavaScript would round are refused: two labels could become one", async () => {
    const file = GOOD.map(({ text }, row) => `{"text": "${text}", "label": 1234567890123456789${row % 2}}\n`).join("");
    expect(await faultsOf({ "a.jsonl": file }, "jsonl:a.jsonl")).toEqual([
      'a.jsonl:1: field "label" is a whole number too large to be read exactly in 12 rows (lines 1, 2, 3, 4, 5 and 7 more); write it as text, in quotes',
    ]);
    // 2^53 - 1 is exact.
    const exact = file.replaceAll("1234567890123456789", "900719925474099");
    expect((await openIn({ "a.jsonl": exact }, "jsonl:a.jsonl")).labels).toEqual([
      "9007199254740990",
      "9007199254740991",
    ]);
  });

  test("objects over several lines and files of other lines say what they are", async () => {
    expect(await faultsOf({ "a.jsonl": JSON.stringify(GOOD[0], null, 2) }, "jsonl:a.jsonl")).toEqual([
      "a.jsonl: its JSON objects go over several lines; write each on one: jq -c . a.jsonl > a.lines.jsonl",
    ]);
    expect(await faultsOf({ "a.jsonl": `\n${CSV}` }, "jsonl:a.jsonl")).toEqual([
      expect.stringMatching(
        /^a\.jsonl:2: the line is not a JSON object: .*; if this is a CSV file, write csv:a\.jsonl$/,
      ),
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

  test.each(Object.entries(FOREIGN_PARQUET))("%s of another writer is read", async (_, base64) => {
    const dataset = await openIn({ "a.parquet": Buffer.from(base64, "base64") }, "parquet:a.parquet");
    expect(await rowsOf(dataset)).toEqual(PAIRS);
  });

  test("a compression that is not read, an encrypted file and other formats have a sentence each", async () => {
    const lzo = parquetFile(columns, { codec: "LZO", compressors: { LZO: (bytes: Uint8Array) => bytes.slice(1) } });
    for (const [bytes, message] of [
      [
        lzo,
        "a.parquet: is compressed by LZO, which is not read; write it with SNAPPY, GZIP, BROTLI, LZ4, ZSTD or uncompressed",
      ],
      [Buffer.from("PARE…PARE"), "a.parquet: is encrypted; write it without encryption"],
      [Buffer.alloc(0), "a.parquet: the file is empty"],
      [
        gzipSync(lzo),
        "a.parquet: this is no Parquet file: it is compressed as a whole; unpack it first: gunzip -k a.parquet",
      ],
      [
        Buffer.from(CSV),
        "a.parquet: this is no Parquet file: it does not begin with PAR1; if it is a text file, write csv:a.parquet or jsonl:a.parquet",
      ],
    ] as const) {
      expect(await faultsOf({ "a.parquet": bytes }, "parquet:a.parquet")).toEqual([message]);
    }
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
