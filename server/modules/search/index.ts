/** Search over conversations: words of messages, notes and subjects by an index that follows the event log; filters on the rows themselves, but for two times and the lack of tags, which other followers keep. */
export { activityFollower } from './activity.ts';
export { reindex, SEARCH_FOLLOWER, searchFollower } from './follower.ts';
export { removeEntries, tables } from './store.ts';
export { textOfHtml, textOfMessage } from './text.ts';
export { untaggedFollower } from './untagged.ts';
