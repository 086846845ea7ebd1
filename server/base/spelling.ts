/** How many letters of a word may be wrong for it to be the same word, mistyped. */
export const slips = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** How many letters are added, left out, changed or swapped with the next between two words. */
export function distance(left: string, right: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return row[right.length]!;
}

/** The word that somebody meant; undefined when none is like theirs. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const [best] = [...words].map((candidate) => ({ candidate, away: distance(word, candidate) })).toSorted((left, right) => left.away - right.away);
  return best && best.away <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}
