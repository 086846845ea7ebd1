import { activeChannels } from './rules.ts';
import type { PresenceRow } from './store.ts';

/** @param now when the question was asked, as ISO text. */
export const viewPresence = (row: PresenceRow, now: string) => ({
  userId: row.person_id,
  requestTime: now,
  ...(row.last_seen === null ? {} : { lastSeen: row.last_seen }),
  ...(row.presence_status === null ? {} : { presenceStatus: row.presence_status }),
  connectionStatus: row.connection_status,
  activeChannels: activeChannels(row.working_channels),
});
