const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 1234.6 -> "1,235" */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** 1, "cell" -> "1 cell"; 3, "cell" -> "3 cells" */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : several}`;
}
