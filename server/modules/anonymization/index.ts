/**
 * Anonymization: personal data of a conversation, a message or an end user is removed for good, everywhere, soon after
 * it was asked for. A person includes their conversations, a conversation its messages.
 */
export { ANONYMIZE_TIMER, processRequest, type Scrubber } from './actions.ts';
export { tables } from './store.ts';
