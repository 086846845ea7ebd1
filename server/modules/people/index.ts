/**
 * People: agents (and admins, who are agents with one role more) and end users. One person has one id for good, also
 * when an agent becomes an end user. No two people of an organization share their e-mail address (letter case aside) or
 * their phone number; further addresses and external ids may be shared.
 */
export { getPerson, type Outcome } from './actions.ts';
export { isE164, isEmail, nameOf } from './rules.ts';
export { agentPath } from './schema.ts';
export { lockPeople, personExists, selectPerson, tables, type Kind, type PersonRow } from './store.ts';
