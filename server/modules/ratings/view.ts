import type { ConversationChannel } from '../../base/wire.ts';
import type { ConversationRating } from './schema.ts';
import type { RatingRow } from './store.ts';

export function viewRating(row: RatingRow, channel: ConversationChannel): ConversationRating {
  return {
    id: row.id,
    ...(row.score === null ? {} : { ratingScore: row.score }),
    ratingType: row.type,
    ...(row.comment === null ? {} : { ratingComment: row.comment }),
    conversationChannel: channel,
    ...(row.agent_id === null ? {} : { agentId: row.agent_id }),
    userId: row.user_id,
    ratingStatus: row.status,
    ...(row.language === null ? {} : { language: row.language }),
    timestamps: row.timestamps,
  };
}
