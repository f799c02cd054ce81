/** A job that another worker is already training for waits so long; so does one that a worker refuses. */
const BUSY_MS = 1000;
const REFUSED_MS = 5000;

/** A job that cannot be done now, and goes back. */
export class LaterError extends Error {
  override readonly name = "LaterError";
  readonly waitMs: number;

  constructor(message: string, waitMs = BUSY_MS) {
    super(message);
    this.waitMs = waitMs;
  }
}

/** A job of a plan that this worker must not work on. */
export class RefusedError extends LaterError {
  constructor(message: string) {
    super(message, REFUSED_MS);
  }
}
