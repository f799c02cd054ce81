import { describe, expect, test } from "vitest";
import { findTensorflow } from "../../../experiments/setup/find-tensorflow.ts";

/** A file tree in the form that `findTensorflow` takes. */
function tree(...files: string[]) {
  return (folder: string) =>
    files.flatMap((file) => (file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1).split("/")[0]!] : []));
}

const wheel = (folder: string) => [
  `${folder}/include/tensorflow/c/c_api.h`,
  `${folder}/libtensorflow_cc.so.2`,
  `${folder}/libtensorflow_framework.so.2`,
];

describe("a TensorFlow on the machine is found", () => {
  test.each([
    { given: "its own folder", folder: "/s/tensorflow" },
    { given: "the site-packages folder that contains it", folder: "/s" },
  ])("by $given", ({ folder }) => {
    expect(findTensorflow(folder, tree(...wheel("/s/tensorflow")))).toEqual({
      include: "/s/tensorflow/include",
      library: "/s/tensorflow/libtensorflow_cc.so.2",
      framework: "/s/tensorflow/libtensorflow_framework.so.2",
    });
  });

  test("by its virtual environment", () => {
    const packages = "/venv/lib/python3.11/site-packages/tensorflow";
    expect(findTensorflow("/venv", tree(...wheel(packages)))).toMatchObject({ include: `${packages}/include` });
  });

  test("by an unpacked C archive", () => {
    const files = [
      "/c/include/tensorflow/c/c_api.h",
      "/c/lib/libtensorflow.so.2",
      "/c/lib/libtensorflow_framework.so.2",
    ];
    expect(findTensorflow("/c", tree(...files))).toMatchObject({ library: "/c/lib/libtensorflow.so.2" });
  });
});

test.each(wheel("/s/tensorflow"))("without %s it is not found, and the searched folders are returned", (file) => {
  const rest = wheel("/s/tensorflow").filter((other) => other !== file);
  expect(findTensorflow("/s", tree(...rest))).toEqual({ searched: ["/s", "/s/tensorflow"] });
});
