/** Business hours: schedules of weekly hours with exceptions and recurring holidays, each in a time zone of its own. See rules.ts for what holds when. */
export { businessHoursSetting } from './setting.ts';
export { statusAt, type Schedule, type Status } from './rules.ts';
export { selectSchedule, tables, type ScheduleRow } from './store.ts';
