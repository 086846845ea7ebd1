/** What of a file a request wants. */
export type Wanted = { readonly kind: 'all' } | { readonly kind: 'part'; readonly start: number; readonly end: number } | { readonly kind: 'none' };

/**
 * Reads a `Range` header (RFC 9110, section 14). One range is answered; several, or a header that is not understood, mean
 * the whole file, as the standard allows.
 * @param size of the file in bytes.
 * @returns `none` when the range lies outside: a 416.
 */
export function readRange(header: string | undefined, size: number): Wanted {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return { kind: 'all' };
  const [first, last] = [match[1]!, match[2]!];
  // `-500`: the last 500 bytes.
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return { kind: 'all' };
  if (start >= size || (first === '' && Number(last) === 0)) return { kind: 'none' };
  return { kind: 'part', start, end };
}
