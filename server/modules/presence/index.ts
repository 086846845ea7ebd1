/**
 * Presence of agents: whether they are connected (Online, Offline), what they are up to (Working, Away), and in which
 * groups of channels they work. An agent who was never here is offline and works in none.
 */
export { activeChannels, channelGroups, channelsOf, type ChannelGroup } from './rules.ts';
export { selectOne as selectPresence, tables, type PresenceRow } from './store.ts';
