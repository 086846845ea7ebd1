/** Teams: groups of agents, for presence and reports. A team has a name and members; deleting it leaves the members alone. */
export { teamPath } from './schema.ts';
export { getTeam } from './actions.ts';
export { tables, type TeamRow } from './store.ts';
