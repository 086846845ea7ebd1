/**
 * Exports: all conversations or messages of a window, row after row, for warehouses. A window is at most 31 days long;
 * rows come oldest first, so that a reader can go on from the last one.
 */
import type { Context } from '../../platform/context.ts';
import { conversationsQuery, messagesQuery, readInBatches, selectConversationFacts, selectMessageFacts, type Selection } from './store.ts';
import { viewExportedConversation, viewExportedMessage } from './view.ts';

export { readSelection, type ExportFault } from './rules.ts';
export { tables, type Selection } from './store.ts';

/** Rows of the conversation export, a batch at a time. */
export async function* exportConversations(ctx: Context, organizationId: string, selection: Selection): AsyncGenerator<object[]> {
  for await (const batch of readInBatches<{ id: number; updated_at: string }>(ctx.reports, conversationsQuery(organizationId, selection))) {
    const facts = new Map(
      (
        await selectConversationFacts(
          ctx.db,
          organizationId,
          batch.map((row) => row.id),
        )
      ).map((row) => [row.id, row]),
    );
    yield batch.flatMap((row) => {
      const found = facts.get(row.id);
      return found ? [viewExportedConversation(found, row.updated_at)] : [];
    });
  }
}

/** Rows of the message export, a batch at a time. */
export async function* exportMessages(ctx: Context, organizationId: string, selection: Selection): AsyncGenerator<object[]> {
  for await (const batch of readInBatches<{ id: string }>(ctx.reports, messagesQuery(organizationId, selection))) {
    const facts = new Map(
      (
        await selectMessageFacts(
          ctx.db,
          organizationId,
          batch.map((row) => row.id),
        )
      ).map((row) => [row.id, row]),
    );
    yield batch.flatMap((row) => {
      const found = facts.get(row.id);
      return found ? [viewExportedMessage(found)] : [];
    });
  }
}
