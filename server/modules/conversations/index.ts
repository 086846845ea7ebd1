/**
 * Conversations: one requester, one channel, a state (see rules.ts for its table), maybe an agent, a queue, a parent.
 * State, event and timer of a change are written together; whoever changes a conversation goes through here.
 */
export { closeForGood, expireFollowup, FOLLOWUP_TIMER, requireAgent, requireConversation, wakeByCustomer } from './actions.ts';
export { addresseesOf, integrationOf } from './addressees.ts';
export { refuseUnusableFiles } from './attachment-rules.ts';
export { attributesFor, attributesType, chatKinds, emailKinds, emailShape, kindsTaking, knownContent, plainShape, type MessageContent } from './message-shape.ts';
export { refuseAnonymized } from './rules.ts';
export { lockConversation, selectConversation, selectConversationsById, tables, type ConversationRow, type Parties } from './store.ts';
export { viewConversation } from './view.ts';
