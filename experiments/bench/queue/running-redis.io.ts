import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endChild } from "../../child.io.ts";
import { freePort } from "../../free-port.io.ts";

/** Of a server that speaks TLS. */
export interface CertificateFiles {
  readonly file: string;
  readonly keyFile: string;
}

/** A Redis of our own, on a port and in a folder of its own. */
export class RunningRedis {
  readonly port: number;
  readonly #scheme: string;
  readonly #folder: string;
  readonly #options: readonly string[];
  #server: ChildProcess | null = null;

  private constructor(scheme: string, port: number, folder: string, options: readonly string[]) {
    this.#scheme = scheme;
    this.port = port;
    this.#folder = folder;
    this.#options = options;
  }

  /** @param options as redis-server takes them, such as "--requirepass", "secret" */
  static async started(...options: readonly string[]): Promise<RunningRedis> {
    const port = await freePort();
    return RunningRedis.#started("redis", port, ["--port", String(port), ...options]);
  }

  /** One that speaks TLS alone, and asks clients for no certificate. */
  static async startedWithTls(certificate: CertificateFiles, ...options: readonly string[]): Promise<RunningRedis> {
    const port = await freePort();
    const tls = [
      "--tls-cert-file",
      certificate.file,
      "--tls-key-file",
      certificate.keyFile,
      "--tls-auth-clients",
      "no",
    ];
    return RunningRedis.#started("rediss", port, ["--port", "0", "--tls-port", String(port), ...tls, ...options]);
  }

  static async #started(scheme: string, port: number, options: readonly string[]): Promise<RunningRedis> {
    const folder = await mkdtemp(join(tmpdir(), "pricewar-redis-"));
    const redis = new RunningRedis(scheme, port, folder, options);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`;
  }

  /** With the append-only file that it left, if it ran before. */
  async start(): Promise<void> {
    const own = ["--bind", "127.0.0.1", "--dir", this.#folder, "--save", ""];
    const server = spawn("redis-server", [...own, "--appendonly", "yes", ...this.#options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#server = server;
    let said = "";
    for await (const chunk of server.stdout!) {
      said += chunk;
      if (said.includes("Ready to accept connections")) break;
    }
    if (server.exitCode !== null) throw new Error(`redis-server ended: ${said}`);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.#server !== null) await endChild(this.#server, signal);
  }

  async remove(): Promise<void> {
    await this.stop("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }
}
