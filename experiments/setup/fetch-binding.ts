import { delimiter, join } from "node:path";
import { bindingPath } from "../../backends/tfjs/native-binding.ts";
import { BackendError } from "../../harness/base/errors.ts";
import { projectFolder } from "../project-folder.ts";
import { replaceBinaries } from "./binaries.ts";
import type { Download } from "./downloads.ts";
import { ownHeaders } from "./node-headers.ts";
import { runScript } from "./run-script.ts";
import type { SetupTarget } from "./targets.ts";

const DOWNLOAD_LIMIT_MS = 3_600_000;

/**
 * Runs the package's own install script, which npm skips: it downloads TensorFlow and the binding.
 * @param folder the installed tfjs-node package
 * @throws BackendError if it fails; previous binaries are restored
 */
export async function fetchBinding(target: SetupTarget, folder: string, tensorflow: Download): Promise<void> {
  await replaceBinaries(folder, () => download(target, folder, tensorflow));
}

async function download({ backend, form }: SetupTarget, folder: string, { otherwise }: Download): Promise<void> {
  // The script runs node-pre-gyp by name, so it must be on the PATH.
  const tools = join(projectFolder, "node_modules", ".bin");
  const { isDone } = await runScript(
    {
      args: [join(folder, "scripts", "install.js"), form, "download"],
      cwd: folder,
      env: { ...ownHeaders(), PATH: `${tools}${delimiter}${process.env.PATH ?? ""}` },
      limitMs: DOWNLOAD_LIMIT_MS,
    },
    true,
  );
  // The script also exits with 0 if the connection was lost.
  if (isDone && bindingPath(folder) !== null) return;
  throw new BackendError(backend, `the download of TensorFlow failed (see above) and was undone; ${otherwise}`);
}
