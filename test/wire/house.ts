import type { AddressInfo } from 'node:net';
import { newId } from '../../server/base/ids.ts';
import { operations } from '../../server/main/operations.ts';
import type { Operation } from '../../server/platform/operation.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';
import { send, type RawAnswer } from './socket.ts';

/** A Parley that listens, with one organization that has a little of most things. */
export interface WireHouse {
  readonly parley: TestParley;
  readonly port: number;
  readonly tenant: Tenant;
  /** The path of an operation, version included, with ids of things that exist where there are such things. */
  target(operation: Operation): string;
  /** Sends with the organization's token unless another `authorization` is given; `undefined` headers are left out. */
  send(method: string, target: string, headers?: Readonly<Record<string, string>>, body?: string | Buffer): Promise<RawAnswer>;
  close(): Promise<void>;
}

export const table: readonly (readonly [string, Operation])[] = operations.map((operation) => [`${operation.method} ${operation.path}`, operation]);

/** Starts it on a free port. */
export async function startWireHouse(env: Record<string, string> = {}): Promise<WireHouse> {
  const parley = await startParley(env);
  const tenant = await parley.tenant();
  const agent = await tenant.agent();
  const customer = await tenant.endUser();
  const conversation = await tenant.conversation({ requesterId: customer });
  const made = async (path: string, body: unknown): Promise<string> => {
    const answer = await tenant.call('POST', path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body.data.id;
  };
  const ids: Record<string, string> = {
    conversationId: String(conversation),
    csid: String(conversation),
    agentId: agent,
    userId: customer,
    tagId: await made('/tags', { name: 'wire' }),
    teamId: await made('/teams', { name: 'wire' }),
    queueId: await made('/queues', { request: { name: 'wire' } }),
    metricId: 'csat',
    recordId: 'ratings',
    filterAttribute: 'channel',
    contactEndpointId: '+4511111111',
    languageId: 'en',
    event: 'CONVERSATION_CREATED',
  };
  await parley.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = parley.app.server.address() as AddressInfo;
  return {
    parley,
    port,
    tenant,
    target: ({ path }) => `/beta${path.replace(/\{([^}]+)\}/g, (_all, name: string) => ids[name] ?? newId())}`,
    send: (method, target, headers = {}, body = '') => send(port, method, target, { authorization: tenant.token, ...headers }, body),
    close: () => parley.close(),
  };
}
