/** Ends this process when the one that started it has ended, however it did: nobody reads its result then. */
export function endWithParent(): void {
  process.once("disconnect", () => process.exit(1));
  process.channel?.unref();
}
