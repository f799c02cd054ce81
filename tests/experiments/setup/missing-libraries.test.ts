import { expect, test } from "vitest";
import { missingLibraries } from "../../../experiments/setup/missing-libraries.ts";

test("finds the library that Linux's loader could not open, without its folder", () => {
  const message = "libtensorflow.so.2: cannot open shared object file: No such file or directory";
  expect(missingLibraries(message)).toEqual(["libtensorflow.so.2"]);
  expect(missingLibraries(`Error: /opt/x/${message}`)).toEqual(["libtensorflow.so.2"]);
});

test("finds each library of TensorFlow's log once", () => {
  const log = [
    "2022-05-23 12:00:00.1: W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudnn.so.8'; dlerror: libcudnn.so.8: cannot open shared object file: No such file or directory",
    "2022-05-23 12:00:00.2: W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudart.so.11.0'; dlerror: libcudart.so.11.0: cannot open shared object file",
  ].join("\n");
  expect(missingLibraries(log).sort()).toEqual(["libcudart.so.11.0", "libcudnn.so.8"]);
});

test("finds the library that macOS's loader could not open", () => {
  expect(
    missingLibraries("dlopen(x.node): Library not loaded: @rpath/libtensorflow.2.dylib\n  Referenced from"),
  ).toEqual(["libtensorflow.2.dylib"]);
});

test("finds nothing in other errors", () => {
  expect(missingLibraries("invalid ELF header")).toEqual([]);
});
