/** Numbers in few decimal digits, many times as fast as `Intl` and `toPrecision`, with which they agree. */

/** A number above 0 as digits × 10^-places. */
export interface Significant {
  /** As many digits as were asked for. */
  readonly digits: number;
  /** Of the last digit, after the point; negative before it. */
  readonly places: number;
}

/** Powers of ten that a float64 holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** How close to the middle between two decimals a product may be that rounding decides otherwise than the number itself. */
const UNSURE = 1e-6;

/** From here on, a whole number is written with an exponent. */
const WRITTEN_PLAIN = 1e21;

/**
 * The nearest decimal of `count` digits.
 * @param count at most 9
 * @returns null where it is not plain: for 0, for negative, huge and tiny numbers, and in the middle between two decimals
 */
export function significant(value: number, count: number): Significant | null {
  if (!(value > 0 && value < WRITTEN_PLAIN)) return null;
  let places = count - 1 - Math.floor(Math.log10(value));
  // A logarithm may be off by one next to a power of ten.
  if (scaled(value, places) >= POWERS[count]!) places -= 1;
  else if (scaled(value, places) < POWERS[count - 1]!) places += 1;
  const exact = scaled(value, places);
  const digits = Math.round(exact);
  if (!(Math.abs(exact - Math.floor(exact) - 0.5) > UNSURE)) return null;
  return digits < POWERS[count]! ? { digits, places } : { digits: digits / 10, places: places - 1 };
}

/** NaN beyond the powers that are exact. */
function scaled(value: number, places: number): number {
  return places >= 0 ? value * (POWERS[places] ?? Number.NaN) : value / (POWERS[-places] ?? Number.NaN);
}

/** The number that `Number(value.toPrecision(count))` is. */
export function roundedTo(value: number, count: number): number {
  if (value === 0) return 0;
  if (Number.isInteger(value) && Math.abs(value) < POWERS[count]!) return value;
  const found = significant(Math.abs(value), count);
  return found === null ? Number(value.toPrecision(count)) : numberOf(found, value);
}

/** @param signed has its sign */
function numberOf({ digits, places }: Significant, signed: number): number {
  const size = places >= 0 ? digits / POWERS[places]! : digits * POWERS[-places]!;
  return signed < 0 ? -size : size;
}

/** What a number keeps beside the digits that were asked for. */
const MORE_DIGITS = 2;

/**
 * As `roundedTo`, for numbers that are rounded again where they are shown: what would end in a 5 keeps more digits, which tell whether it is more or
 * less than half. 0.123499999 to 6 digits is not 0.1235, which to 3 digits is 0.124.
 * @param count at most 7
 */
export function roundedOnce(value: number, count: number): number {
  for (const most of [count, count + MORE_DIGITS]) {
    const found = significant(Math.abs(value), most);
    if (found !== null && !endsInFive(found.digits)) return numberOf(found, value);
  }
  return value;
}

/** Zeros aside. @param digits a whole number above 0 */
function endsInFive(digits: number): boolean {
  if (digits % 5 !== 0) return false;
  let own = digits;
  while (own % 10 === 0) own /= 10;
  return own % 5 === 0;
}

/** "1,230,000", "12.3" or "0.012": without the zeros at the end of a fraction, unless it keeps them. */
export function decimalText({ digits, places }: Significant, { keepsZeros = false } = {}): string {
  if (places <= 0) return groupedText(digits * POWERS[-places]!);
  let [own, after] = [digits, places];
  while (!keepsZeros && after > 0 && own % 10 === 0) {
    own /= 10;
    after -= 1;
  }
  if (after === 0) return groupedText(own);
  const text = String(own).padStart(after + 1, "0");
  return `${grouped(text.slice(0, -after))}.${text.slice(-after)}`;
}

/** A whole number of at least 0: 1234567 -> "1,234,567" */
export function groupedText(value: number): string {
  return grouped(String(value));
}

function grouped(digits: string): string {
  let text = digits;
  for (let at = digits.length - 3; at > 0; at -= 3) text = `${text.slice(0, at)},${text.slice(at)}`;
  return text;
}
