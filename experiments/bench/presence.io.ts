import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { PEERS, type PeerName, type Requirement } from "./peers.ts";
import { runPeer } from "./run-program.io.ts";
import type { Work } from "./work.ts";

/** Prints the given modules that Python does not find. */
const MISSING_MODULES =
  "import importlib.util, sys; print(' '.join(m for m in sys.argv[1:] if importlib.util.find_spec(m) is None))";

/** Peers of these works that are not on this machine, with how to install them. @param hasBase whether a commit is named */
export async function absentPeers(works: readonly Work[], hasBase: boolean): Promise<ReadonlyMap<PeerName, string>> {
  const peers = new Set(works.flatMap(({ pairs }) => pairs.flatMap(({ peer }) => (peer === null ? [] : [peer]))));
  const absent = new Map<PeerName, string>();
  for (const peer of peers) {
    const missing = await whatIsMissing(PEERS[peer], hasBase);
    if (missing !== null) absent.set(peer, missing);
  }
  return absent;
}

/** Works whose own side cannot run on this machine, with how to install what it needs. */
export async function absentWorks(works: readonly Work[], hasBase: boolean): Promise<ReadonlyMap<string, string>> {
  const absent = new Map<string, string>();
  for (const { name, needs } of works) {
    const missing = needs === undefined ? null : await whatIsMissing(needs, hasBase);
    if (missing !== null) absent.set(name, missing);
  }
  return absent;
}

async function whatIsMissing(requirement: Requirement, hasBase: boolean): Promise<string | null> {
  switch (requirement.kind) {
    case "python":
      return pythonLacks(requirement.modules, requirement.install);
    case "program":
      return (await runPeer(requirement.program, ["--version"])) !== null
        ? null
        : `no ${requirement.program} on the PATH (${requirement.install})`;
    case "own":
      return null;
    case "package":
      return resolves(requirement.package) ? null : `${requirement.package} is not installed (${requirement.install})`;
    case "folder":
      return folderLacks(requirement.packages);
    case "commit":
      return hasBase ? null : "name a commit with --base-ref";
  }
}

async function pythonLacks(modules: readonly string[], install: string): Promise<string | null> {
  const python = process.env.PEERS_PYTHON;
  if (!python) return `set PEERS_PYTHON to a Python with ${modules.join(" and ")} (${install})`;
  const ended = await runPeer(python, ["-c", MISSING_MODULES, ...modules]);
  if (ended?.exitCode !== 0) return `PEERS_PYTHON=${python} does not run; set it to a working Python (${install})`;
  const missing = ended.stdout.trim();
  return missing === "" ? null : `PEERS_PYTHON=${python} has no ${missing.replaceAll(" ", ", ")} (${install})`;
}

function folderLacks(packages: readonly string[]): string | null {
  const folder = process.env.PEERS_NPM;
  const install = `npm install ${packages.join(" ")}`;
  if (!folder) return `set PEERS_NPM to a folder in which npm installed ${packages.join(" and ")} (${install})`;
  const missing = packages.filter((name) => !resolves(name, join(resolve(folder), "from-here.js")));
  return missing.length === 0 ? null : `PEERS_NPM=${folder} has no ${missing.join(", ")} (${install})`;
}

function resolves(name: string, from: string = import.meta.url): boolean {
  try {
    createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
}
