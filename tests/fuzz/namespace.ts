import { execFileSync, spawnSync } from "node:child_process";

/** The ends of a link's pair of addresses, of a range that is kept for tests (RFC 2544). */
const NETWORK = "198.18";

/** Whether this user may make network namespaces. */
export function canMakeNamespaces(): boolean {
  return process.getuid?.() === 0 && spawnSync("ip", ["netns", "list"]).status === 0;
}

/** A network namespace of Linux, as a machine of its own that one link connects with this one. */
export class Namespace {
  /** This machine's, seen from there. */
  readonly hostAddress: string;
  readonly #name: string;
  readonly #link: string;

  /** @param number from 0 to 255, of none that is there */
  constructor(number: number) {
    this.#name = `pricewar${process.pid}-${number}`;
    this.#link = `pw${number}h${process.pid}`.slice(0, 15);
    this.hostAddress = `${NETWORK}.${number}.1`;
    const inner = `pw${number}i${process.pid}`.slice(0, 15);
    ip("netns", "add", this.#name);
    ip("link", "add", this.#link, "type", "veth", "peer", "name", inner);
    ip("link", "set", inner, "netns", this.#name);
    ip("addr", "add", `${this.hostAddress}/24`, "dev", this.#link);
    ip("link", "set", this.#link, "up");
    ip("-n", this.#name, "addr", "add", `${NETWORK}.${number}.2/24`, "dev", inner);
    ip("-n", this.#name, "link", "set", inner, "up");
    ip("-n", this.#name, "link", "set", "lo", "up");
  }

  /** What starts a program there: itself and its arguments follow. */
  get prefix(): readonly string[] {
    return ["ip", "netns", "exec", this.#name];
  }

  /** Nothing gets through, and nobody is told. */
  cut(): void {
    ip("link", "set", this.#link, "down");
  }

  mend(): void {
    ip("link", "set", this.#link, "up");
  }

  remove(): void {
    ip("netns", "delete", this.#name);
  }
}

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "inherit"] });
}
