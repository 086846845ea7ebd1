/** What a server of the bench needs to send webhooks to this machine. */
export const webhookEnvironment = { PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_KEY: Buffer.alloc(32, 7).toString('base64') };

/** Subscribes receivers to events. @returns the ids of the subscriptions. */
export async function subscribe(port: number, token: string, to: { readonly receiver: number; readonly count: number; readonly events: readonly string[] }): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < to.count; nth++) {
    const response = await fetch(`http://127.0.0.1:${port}/beta/webhooks`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Bench ${nth}`, url: `http://127.0.0.1:${to.receiver}/`, events: to.events, authorization: { _type: 'NoAuth' } }),
    });
    if (!response.ok) throw new Error(`a subscription was answered ${response.status}: ${await response.text()}`);
    ids.push(((await response.json()) as { data: { id: string } }).data.id);
  }
  return ids;
}
