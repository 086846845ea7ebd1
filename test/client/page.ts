// The program of a web page that uses the client; test/client/browser.test.ts bundles it and calls these from outside.
import { ApiError, type Client, ConnectionError, createClient, NotFoundError, RateLimitError, type RequestSettings } from '../../client/index.ts';
import { live, type Live } from '../../client/live.ts';

let client: Client;
let following: Live;
const heard: string[] = [];
let breaks = 0;

export function begin(baseUrl: string, token: string): void {
  client = createClient({ baseUrl, token, firstWaitMs: 1, retries: 1 });
}

export async function makeTag(name: string, settings: RequestSettings = {}): Promise<string> {
  return (await client.postTags({ body: { name }, ...settings })).data.id;
}

/** A change by each of the other methods. */
export async function changeEach(tagId: string, personId: string): Promise<string[]> {
  await client.putEndusersUserid({ path: { userId: personId }, body: { displayName: 'Put in a page' } });
  const { data } = await client.patchEndusersUserid({ path: { userId: personId }, body: { displayName: 'Renamed in a page' } });
  await client.deleteTagsTagid({ path: { tagId } });
  return [data.displayName ?? ''];
}

export async function upload(): Promise<string[]> {
  const body = new FormData();
  const png = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (letter) => letter.charCodeAt(0));
  body.append('files', new Blob([png], { type: 'image/png' }), 'dot.png');
  const { data } = await client.postKnowledgeArticlesAttachments({ body });
  return (data ?? []).map(({ originalFilename }) => originalFilename);
}

export async function walk(pageLimit: number): Promise<string[]> {
  const names: string[] = [];
  for await (const user of client.each('getEndusers', { query: { pageLimit } })) names.push(user.displayName ?? '');
  return names;
}

/** What a failing call throws: its class and what it tells. */
export async function fail(call: 'stranger' | 'missing'): Promise<unknown> {
  try {
    if (call === 'missing') await client.getTagsTagid({ path: { tagId: '00000000-0000-4000-8000-000000000000' } });
    else await client.getTags({ headers: { authorization: 'nobody' } });
    return undefined;
  } catch (error) {
    return { found: error instanceof NotFoundError, api: error instanceof ApiError, connection: error instanceof ConnectionError, status: (error as Partial<ApiError>).status };
  }
}

/** Calls as fast as it goes until the server has had enough. @returns what it asked for. */
export async function hurry(baseUrl: string, token: string): Promise<number | undefined> {
  const impatient = createClient({ baseUrl, token, retries: 0 });
  for (let count = 0; count < 50; count++) {
    try {
      await impatient.getTags();
    } catch (error) {
      if (error instanceof RateLimitError) return error.retryAfterMs;
      throw error;
    }
  }
  return undefined;
}

/** Makes one call as patiently as the server asks. @returns how often it was sent and how long that took, in milliseconds. */
export async function patiently(baseUrl: string, token: string): Promise<{ sent: number; ms: number }> {
  let sent = 0;
  const counting: typeof fetch = (input, init) => {
    sent++;
    return fetch(input, init);
  };
  const begun = performance.now();
  await createClient({ baseUrl, token, firstWaitMs: 1, fetch: counting }).getTags();
  return { sent, ms: performance.now() - begun };
}

export function follow(url: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    following = live({ url, token, onEvent: ({ type }) => void heard.push(type), onReady: resolve, onBreak: () => void breaks++ });
    following.closed.catch(reject);
  });
}

export const told = (): string[] => heard;
export const broken = (): number => breaks;
export const unfollow = (): Promise<void> => {
  following.close();
  return following.closed;
};
