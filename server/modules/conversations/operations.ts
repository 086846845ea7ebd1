import { notFound } from '../../base/errors.ts';
import { pageOf, readPage } from '../../base/page.ts';
import { AnyOf, Data, Named, Type } from '../../base/schema.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import { personExists } from '../people/index.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { GenericConversationImport, ImportConversationOutput } from './create-schema.ts';
import { createConversation } from './create.ts';
import { importConversation, importConversations, type ImportOutcome } from './import.ts';
import { readConversation, selectByRequester, selectChildren } from './store.ts';
import { viewConversation } from './view.ts';

/** Several conversations in one import, as one official tool sends them. */
const ImportList = Named('ImportList', { conversations: Type.Array(GenericConversationImport) });
const ImportListOutput = Data('ImportListOutput', Type.Array(ImportConversationOutput.properties.data));

const viewImported = ({ id, partialErrors }: ImportOutcome) => ({ id, ...(partialErrors.length === 0 ? {} : { partialErrors }) });

export const conversationOperations: readonly Operation[] = [
  operation({ ...calls.postConversations, handle: async (ctx, { actor, body }) => ({ data: { id: await createConversation(ctx, actor, body) } }) }),
  operation({
    ...calls.postConversationsImport,
    accepts: AnyOf([GenericConversationImport, ImportList]),
    alsoAnswers: ImportListOutput,
    handle: async (ctx, call) => {
      const { body } = call;
      if ('conversations' in body) return { data: (await importConversations(ctx, call, body.conversations)).map(viewImported) } as never;
      return { data: viewImported(await importConversation(ctx, call, body)) };
    },
  }),
  operation({
    ...calls.getConversationsConversationid,
    handle: async (ctx, { actor, params }) => {
      const row = await ctx.db.gather(readConversation, { organization_id: actor.organizationId, id: params.conversationId });
      if (!row) throw notFound();
      return { data: viewConversation(row) };
    },
  }),
  operation({
    ...calls.getEndusersUseridConversations,
    handle: async (ctx, { actor, params, query, path }) => {
      const { organizationId } = actor;
      if (!(await personExists(ctx.db, organizationId, 'EndUser', params.userId))) throw notFound();
      const page = readPage(query, `conversations-of ${organizationId} ${params.userId}`, {});
      const rows = await selectByRequester(ctx.db, organizationId, params.userId, page);
      const { rows: kept, meta } = pageOf(rows, page, path, (row) => [row.created_at, row.id]);
      return { data: kept.map((row) => viewConversation(row, false)), meta };
    },
  }),
  operation({ ...calls.putConversationsConversationidClaim, handle: (ctx, { actor, params, body }) => actions.claim(ctx, actor, params.conversationId, body) }),
  operation({ ...calls.putConversationsConversationidClose, handle: (ctx, { actor, params, body }) => actions.close(ctx, actor, params.conversationId, body) }),
  operation({ ...calls.putConversationsConversationidReopen, handle: (ctx, { actor, params, body }) => actions.reopen(ctx, actor, params.conversationId, body) }),
  operation({ ...calls.putConversationsConversationidFollowup, handle: (ctx, { actor, params, body }) => actions.followup(ctx, actor, params.conversationId, body) }),
  operation({ ...calls.putConversationsConversationidTransferQueue, handle: (ctx, { actor, params, body }) => actions.transferToQueue(ctx, actor, params.conversationId, body) }),
  operation({ ...calls.putConversationsConversationidLink, handle: (ctx, { actor, params, body }) => actions.link(ctx, actor, params.conversationId, body) }),
  operation({
    ...calls.getConversationsConversationidLinked,
    handle: async (ctx, { actor, params }) => {
      await actions.requireConversation(ctx.db, actor.organizationId, params.conversationId);
      return { data: (await selectChildren(ctx.db, actor.organizationId, params.conversationId)).map((row) => viewConversation(row)) };
    },
  }),
];
