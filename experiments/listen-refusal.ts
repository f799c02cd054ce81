import { ConfigError } from "../harness/base/errors.ts";

interface Place {
  readonly port: number;
  readonly host: string;
}

/** What keeps a server from its port, and the way out. */
const REFUSALS: Readonly<Record<string, (place: Place) => string>> = {
  EADDRINUSE: ({ port, host }) => `--port ${port}: in use on ${host}; stop what listens there, or name another port`,
  EACCES: ({ port }) => `--port ${port}: not allowed for this user; name one from 1024 on`,
  EADDRNOTAVAIL: ({ host }) => `--host ${host}: no address of this machine; name one that is, such as 127.0.0.1`,
  ENOTFOUND: ({ host }) => `--host ${host}: no such host; name an address of this machine, such as 127.0.0.1`,
};

/** The error to throw where a server could not listen: one for users where they can mend it. */
export function listenRefusal(cause: NodeJS.ErrnoException, place: Place): Error {
  const refusal = REFUSALS[cause.code ?? ""];
  return refusal === undefined ? cause : new ConfigError(refusal(place), { cause });
}
