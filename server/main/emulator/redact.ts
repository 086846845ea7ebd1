const HIDDEN = '[redacted]';
const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization', 'x-api-key']);
const secretFields = new Set(['password', 'secret', 'secretkey', 'token', 'accesstoken', 'access_token', 'apikey', 'customheaders', 'headers']);

/** The same headers; of those that hold secrets only the readable beginning of one of our tokens stays. */
export function redactHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : value;
    const prefix = /parley_[0-9A-Za-z]{10}_/.exec(text)?.[0];
    shown[name] = !secretHeaders.has(name) ? text : prefix === undefined ? HIDDEN : `${prefix}…`;
  }
  return shown;
}

/** The same JSON with every secret in it hidden, however deep it lies. */
export function redactBody(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactBody);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const name = key.toLowerCase();
      if (name === 'authorization') return [key, redactCredentials(entry)];
      return [key, secretFields.has(name) ? HIDDEN : redactBody(entry)];
    }),
  );
}

/** Of credentials only their kind is told. */
function redactCredentials(value: unknown): unknown {
  const kind = (value as { _type?: unknown } | null)?._type;
  return kind === undefined ? HIDDEN : { _type: kind, hidden: HIDDEN };
}

/** The parameters of a query, secrets hidden. */
export function redactQuery(search: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(search)].map(([name, value]) => [name, secretFields.has(name.toLowerCase()) ? HIDDEN : value]));
}
