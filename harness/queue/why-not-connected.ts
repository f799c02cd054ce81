import { printable } from "../base/printable.ts";
import type { RedisPlace } from "./redis-url.ts";

/** Of Node and ioredis: a code for most, a message for all. */
type Failure = Pick<NodeJS.ErrnoException, "code" | "message">;

interface Cause {
  /** In the code, or in the message of a failure without one. */
  readonly pattern: RegExp;
  /** Where it is told from what else causes the same. */
  readonly isEncrypted?: boolean;
  /** Trying again would hear the same. */
  readonly isFinal: boolean;
  readonly why: (reason: string, message: string) => string;
  readonly wayOut: string;
}

const CAUSES: readonly Cause[] = [
  {
    pattern: /^(NOAUTH|WRONGPASS)|invalid password|invalid username/i,
    isFinal: true,
    why: () => "refuses the password or has none given",
    wayOut: "set PRICEWAR_REDIS_PASSWORD, or write it into the URL",
  },
  // OpenSSL's, of a chain that leads to no authority that is trusted here.
  {
    pattern:
      /^(UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?)$/,
    isFinal: true,
    why: (reason) => `its certificate is of an authority that is not trusted here (${reason})`,
    wayOut: "name a file with that authority's certificate in NODE_EXTRA_CA_CERTS",
  },
  {
    pattern: /^(CERT_|ERR_TLS_CERT_|INVALID_CA|HOSTNAME_MISMATCH)/,
    isFinal: true,
    why: (reason, message) => `its certificate cannot be accepted (${reason}: ${message})`,
    wayOut: "name the host that it is for, or renew it",
  },
  {
    pattern: /^(ERR_SSL_|EPROTO)/,
    isFinal: true,
    why: (reason) => `does not answer with TLS (${reason})`,
    wayOut: "name its TLS port, or write redis:// where it has none",
  },
  // A Redis without TLS waits for the end of what it takes for a line.
  {
    pattern: /^(ETIMEDOUT|ECONNRESET)$/,
    isEncrypted: true,
    isFinal: false,
    why: (reason) => `does not answer with TLS (${reason})`,
    wayOut: "start a Redis there, name its TLS port, or write redis:// where it has none",
  },
  // To one with TLS, a command is no greeting.
  {
    pattern: /^(ECONNRESET|EPIPE|Connection is closed)/,
    isEncrypted: false,
    isFinal: false,
    why: (reason) => `ends each connection (${reason})`,
    wayOut: "name the port of a Redis, and write rediss:// where it asks for TLS",
  },
];

const UNREACHABLE = {
  isFinal: false,
  why: (reason: string) => `cannot be reached (${reason})`,
  wayOut: "start a Redis there, or name another with --redis",
};

/** Why a Redis was not reached, the way out, and whether trying again would hear the same. Safe to print. */
export function whyNotConnected({ isEncrypted }: Pick<RedisPlace, "isEncrypted">, { code, message }: Failure) {
  // What a certificate says stands in some messages.
  const reason = printable(code ?? message);
  const cause = CAUSES.find(
    ({ pattern, isEncrypted: only = isEncrypted }) => only === isEncrypted && pattern.test(reason),
  );
  const { why, wayOut, isFinal } = cause ?? UNREACHABLE;
  return { why: why(reason, printable(message)), wayOut, isFinal };
}
