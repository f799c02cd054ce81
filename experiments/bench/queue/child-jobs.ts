/** What the processes of a simulated backlog are told, as JSON. */
export interface QueueChildJob {
  /** Of Redis, on this machine. */
  readonly port: number;
  /** The measured run that cells and their records are made from. */
  readonly from: string;
}

export interface CoordinateChildJob extends QueueChildJob {
  /** A run folder, to be filled. */
  readonly out: string;
  readonly cells: number;
  /** Parts of the backlog that are told apart. */
  readonly parts: number;
}

export interface WorkChildJob extends QueueChildJob {
  /** Workers side by side. */
  readonly workers: number;
}
