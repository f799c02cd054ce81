import { createConnection, createServer, type Socket } from "node:net";
import { ConnectionLost, type RingLinks, type RingPlace } from "./add-up.ts";
import { FrameReader, frameOf } from "./frames.ts";

const HOST = "127.0.0.1";

/** A member of a ring over TCP that listens, and does not know yet where the next one does. */
export interface ListeningMember {
  readonly port: number;
  /** Resolves when both neighbours are connected. @param next where the next one listens */
  join(next: number): Promise<TcpRing>;
  close(): void;
}

export interface TcpRing extends RingLinks {
  /** Bytes that this member has sent, lengths included. */
  readonly sentBytes: number;
  close(): void;
}

/**
 * Listens on loopback for the member before this one.
 * @param token known to the members alone: whoever connects without it is turned away
 */
export async function listenInRing(place: RingPlace, token: string): Promise<ListeningMember> {
  const before = (place.rank - 1 + place.count) % place.count;
  const server = createServer();
  const inbox = new Inbox();
  const arrived = new Promise<Socket>((resolve) => {
    server.on("connection", (socket) => {
      socket.on("error", () => socket.destroy());
      const reader = new FrameReader();
      reader.mostBytes = GREETING_BYTES;
      let isKnown = false;
      const read = (chunk: Uint8Array) => {
        for (const message of reader.push(chunk)) {
          if (isKnown) inbox.put(message);
          else if (Buffer.from(message).toString() === greeting(before, token)) {
            isKnown = true;
            reader.mostBytes = Number.POSITIVE_INFINITY;
            socket.on("close", () => inbox.end());
            resolve(socket);
          } else throw new RangeError("a member of the ring was needed, got a stranger");
        }
      };
      socket.on("data", (chunk: Buffer) => {
        try {
          read(chunk);
        } catch {
          socket.destroy();
        }
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    port,
    join: async (next) => {
      const after = await connected(next);
      let sentBytes = 0;
      const send = (message: Uint8Array) => {
        const frame = frameOf(message);
        sentBytes += frame.length;
        after.write(frame);
      };
      // A lost neighbour shows where this member waits for the other one, too.
      after.on("error", () => inbox.end());
      after.on("close", () => inbox.end());
      after.write(frameOf(Buffer.from(greeting(place.rank, token))));
      const previous = await arrived;
      server.close();
      return {
        send,
        receive: () => inbox.take(),
        get sentBytes() {
          return sentBytes;
        },
        close: () => {
          after.destroy();
          previous.destroy();
        },
      };
    },
    close: () => server.close(),
  };
}

/** More than a greeting takes, and little. */
const GREETING_BYTES = 256;

function greeting(rank: number, token: string): string {
  return `pricewar ring ${rank} ${token}`;
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: HOST, port, noDelay: true }, () => {
      socket.off("error", reject);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/** Messages in the order in which they came, for one who waits for them one by one. */
class Inbox {
  readonly #messages: Uint8Array[] = [];
  #waiting: { resolve(message: Uint8Array): void; reject(error: Error): void } | null = null;
  #isEnded = false;

  put(message: Uint8Array): void {
    if (this.#waiting === null) this.#messages.push(message);
    else {
      this.#waiting.resolve(message);
      this.#waiting = null;
    }
  }

  end(): void {
    this.#isEnded = true;
    this.#waiting?.reject(lost());
    this.#waiting = null;
  }

  take(): Promise<Uint8Array> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    if (this.#isEnded) return Promise.reject(lost());
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}

const lost = () => new ConnectionLost("the connection to a neighbour in the ring ended");
