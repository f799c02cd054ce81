/**
 * AssemblyScript that other modules import: lists of texts' ids, one text after the other, and what a text is besides its ids.
 * What adds rows gets the address of a record of four numbers: where the ids are, their bytes, where the texts' facts are, and
 * where their means go.
 */

export function idsOf(lists: usize): usize {
  return <usize>load<u32>(lists);
}

export function hasWideIds(lists: usize): bool {
  return load<u32>(lists, 4) == 4;
}

export function factsOf(lists: usize): usize {
  return <usize>load<u32>(lists, 8);
}

export function meansOf(lists: usize): usize {
  return <usize>load<u32>(lists, 12);
}

/** Bytes for each text. */
export const TEXT_FACTS: usize = 16;

/** Notes a text. @param end number of ids up to its end. @param padding, unknown positions of padding and of <OOV> in its mean. @param share of one position */
export function noteText(facts: usize, end: u32, padding: u32, unknown: u32, share: f32): void {
  store<u32>(facts, end);
  store<u32>(facts, padding, 4);
  store<u32>(facts, unknown, 8);
  store<f32>(facts, share, 12);
}

export function endOf(facts: usize): usize {
  return <usize>load<u32>(facts);
}

export function paddingOf(facts: usize): f32 {
  return <f32>load<u32>(facts, 4);
}

export function unknownOf(facts: usize): f32 {
  return <f32>load<u32>(facts, 8);
}

export function shareOf(facts: usize): f32 {
  return load<f32>(facts, 12);
}
