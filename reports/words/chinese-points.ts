/** Signed points as Chinese says them, which names the direction and leaves out the sign. */
const SIGNED = /^([−+])(.+)$/;

/** "−6.0" -> "比基线低6.0个百分点", "+0.5" -> "比基线高0.5个百分点", "0.0" -> "与基线相差0.0个百分点". @param points as `formatPoints` writes them */
export function pointsAgainst(points: string, other: string): string {
  const [, sign, amount] = SIGNED.exec(points) ?? [];
  if (sign === undefined) return `与${other}相差${points}个百分点`;
  return `比${other}${sign === "−" ? "低" : "高"}${amount}个百分点`;
}

/** "−6.0" -> "降低6.0个百分点", "+0.5" -> "提高0.5个百分点", "0.0" -> "变化0.0个百分点" */
export function pointsChanged(points: string): string {
  const [, sign, amount] = SIGNED.exec(points) ?? [];
  if (sign === undefined) return `变化${points}个百分点`;
  return `${sign === "−" ? "降低" : "提高"}${amount}个百分点`;
}
