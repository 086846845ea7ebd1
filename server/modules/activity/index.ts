/** The activity log: the part of the event log that people see, told with the names of today. It owns no table. */
export { tables } from './store.ts';
