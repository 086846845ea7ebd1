/** Parts of lower-case letters, digits and `-`, with `/` between: nothing that a path or a URL reads in another way. */
const KEY = /^[0-9a-z][0-9a-z-]*(\/[0-9a-z][0-9a-z-]*)*$/;

/** @throws Error for a key that did not come from us. */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new Error('a file key has a form that we do not make');
  return key;
}
