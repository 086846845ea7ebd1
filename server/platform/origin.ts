/** What of a request tells where it came in. */
interface Reached {
  readonly protocol: string;
  readonly headers: { readonly host?: string | undefined; readonly 'x-forwarded-proto'?: string | string[] | undefined };
}

/**
 * The address under which whoever asks has found us, without a slash behind: the one that is set, else the one that the
 * request names, with the protocol that a proxy in front was asked by. It goes into the answer to that very request
 * only, so what was made up fools nobody else.
 * @param request undefined for a call from inside, which came in nowhere: then nothing, unless an address is set.
 * @param publicUrl as set in the configuration.
 */
export function originOf(request: Reached | undefined, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  if (request === undefined) return '';
  const { host = '', 'x-forwarded-proto': asked } = request.headers;
  const protocol = /^https?(?=\s*(,|$))/i.exec(String(asked ?? ''))?.[0].toLowerCase() ?? request.protocol;
  return `${protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}
