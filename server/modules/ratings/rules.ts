import { invalid } from '../../base/errors.ts';

export type RatingType = 'Csat' | 'Nps' | 'ThumbsUpOrDown';

/** The scores of each kind of rating, both ends included. */
export const ranges: Readonly<Record<RatingType, readonly [number, number]>> = { Csat: [1, 5], Nps: [0, 10], ThumbsUpOrDown: [0, 1] };

/** @throws Fault 400 when the score does not fit what was asked. */
export function checkResult(offered: RatingType, result: { readonly _type: RatingType; readonly value: number }): void {
  if (result._type !== offered) throw invalid(`ratingResult._type: the offer asks for ${offered}`);
  const [min, max] = ranges[offered];
  if (result.value < min || result.value > max) throw invalid(`ratingResult.value: it must be from ${min} to ${max}`);
}
