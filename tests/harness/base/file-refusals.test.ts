import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusalOf } from "../../../harness/base/file-refusals.ts";

const refused = (path: string) =>
  readFile(path).then(
    () => "read",
    (cause: unknown) => refusalOf(cause),
  );

test("why the system refuses a file is told in words", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pricewar-refusals-"));
  try {
    expect(await refused(join(folder, "none"))).toBe("no such file or folder");
    expect(await refused(folder)).toBe("it is a folder");
    expect(await refused(join(folder, "a".repeat(300)))).toBe("its name is too long");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a code without words is told as it is, and an error without a code by its message", () => {
  expect(refusalOf(Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" }))).toBe("EIO");
  expect(refusalOf(new Error("Parquet has no footer"))).toBe("Parquet has no footer");
});
