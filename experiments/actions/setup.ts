import { nodeIncompatibility } from "../../backends/tfjs/native-binding.ts";
import { BackendError } from "../../harness/base/errors.ts";
import { packageFolder } from "../../harness/base/package-folder.io.ts";
import { note, print } from "../print.ts";
import { buildBinding, requireTensorflow } from "../setup/build-binding.ts";
import { announce, onnxCudaDownload, tensorflowDownload } from "../setup/downloads.ts";
import { fetchBinding } from "../setup/fetch-binding.ts";
import { fetchCudaProvider, hasCudaProvider, onnxRuntimeFolder, providerFolder } from "../setup/onnx-cuda.ts";
import { type SetupTarget, setupTarget } from "../setup/targets.ts";
import { verify } from "../setup/verify.ts";

/** Downloads or builds the native half of a backend, then opens its device. @param name see targets.ts */
export async function setup(name: string, { from }: { from?: string }): Promise<void> {
  const target = setupTarget(name);
  await reporting(() => setUp(target, from));
  // ONNX Runtime may work even if TensorFlow does not.
  if (target.withOnnxCuda) await reporting(() => setUpOnnxCuda(from === undefined));
}

/** Prints a backend's error, sets the exit code and continues. */
async function reporting(part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    note(error.message);
    process.exitCode = error.exitCode;
  }
}

async function setUp(target: SetupTarget, from: string | undefined): Promise<void> {
  const { backend, packageName } = target;
  const folder = packageFolder(packageName);
  if (folder === null) throw new BackendError(backend, `${packageName} is not installed: run npm ci`);
  const incompatible = nodeIncompatibility(packageName);
  if (incompatible !== null) throw new BackendError(backend, `${incompatible}: run the setup with Node.js 20 or 22`);
  if (from === undefined) {
    const wanted = tensorflowDownload(folder, target);
    print(await announce(backend, wanted));
    await fetchBinding(target, folder, wanted);
  } else {
    const tensorflow = requireTensorflow(from);
    print(`Building ${packageName} against ${tensorflow.library}, without a download; takes about half a minute`);
    await buildBinding(backend, folder, tensorflow);
  }
  print(`${backend} works: ${await verify(backend)}`);
}

async function setUpOnnxCuda(mayDownload: boolean): Promise<void> {
  if (!hasCudaProvider()) {
    if (!mayDownload) {
      print(`onnx-cuda is not set up: it needs ONNX Runtime's CUDA provider in ${providerFolder()}`);
      return;
    }
    print(await announce("onnx-cuda", onnxCudaDownload(onnxRuntimeFolder())));
    await fetchCudaProvider();
  }
  print(`onnx-cuda works: ${await verify("onnx-cuda")}`);
}
