import createClient from 'openapi-fetch';
// Made by the generator into the same folder, when the test copies this file there.
import type { paths } from './description.d.ts';

/** Ten calls by a client that an outside generator made of the description. @returns the status of each. */
export async function tenCalls(baseUrl: string, token: string): Promise<number[]> {
  const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
  const statuses: number[] = [];
  const noted = <T extends { response: Response }>(result: T): T => {
    statuses.push(result.response.status);
    return result;
  };
  noted(await api.GET('/beta/organization'));
  const agent = noted(await api.POST('/beta/agents', { body: { displayName: 'Ingrid Solberg', email: 'ingrid@nordhavn.example' } }));
  const agentId = agent.data!.data.id;
  noted(await api.GET('/beta/agents/{agentId}', { params: { path: { agentId } } }));
  const requester = noted(await api.POST('/beta/endusers', { body: { displayName: 'Maja Lund', email: 'maja@example.com' } }));
  const requesterId = requester.data!.data.id;
  const page = noted(await api.GET('/beta/endusers', { params: { query: { pageLimit: 2 } } }));
  if (page.data?.data[0]?.displayName !== 'Maja Lund') throw new Error('the page does not show who was made');
  const tag = noted(await api.POST('/beta/tags', { body: { name: 'delivery', color: '#aabbcc' } }));
  const imported = noted(
    await api.POST('/beta/conversations/import', {
      body: {
        _type: 'GenericConversationImport',
        genericChannelName: 'genericapimessaging',
        requesterId,
        direction: 'Inbound',
        createdAt: '2026-03-01T09:00:00Z',
        messages: [{ _type: 'InboundImport', content: { _type: 'Text', value: 'Where is my order?' }, createdAt: '2026-03-01T09:00:00Z' }],
      },
    }),
  );
  const conversationId = imported.data!.data.id;
  noted(await api.PUT('/beta/conversations/{conversationId}/tags/{tagId}', { params: { path: { conversationId, tagId: tag.data!.data.id } } }));
  noted(await api.POST('/beta/conversations/{conversationId}/notes', { params: { path: { conversationId } }, body: { message: 'Called the carrier.', agentId } }));
  noted(await api.GET('/beta/conversations/{conversationId}', { params: { path: { conversationId } } }));
  return statuses;
}
