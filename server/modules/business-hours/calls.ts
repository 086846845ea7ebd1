import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Business Hours'];
const id = '0193a5a6-1f73-7e08-a94d-c25b07f8e631';
const about = { id, name: 'Customer care', timezone: 'Europe/Copenhagen' };
const monday = { name: 'Monday', dayOfWeek: 1, businessHourType: 'Regular', status: 'Open', intervals: [{ startTime: '09:00', endTime: '17:00' }], startDate: '2026-01-05' };
const newYear = { name: 'New Year', businessHourType: 'Holiday', status: 'Closed', intervals: [], recurring: { dayOfMonth: 1, monthOfYear: 1 }, startDate: '2026-01-01' };

export const getBusinessHoursSchedules = describeCall({
  id: 'getBusiness-hoursSchedules',
  method: 'GET',
  path: '/business-hours/schedules',
  tags,
  summary: 'List schedules',
  description: 'All schedules of business hours, oldest first.',
  effect: 'read',
  status: 200,
  answer: schema.ListBusinessHoursSchedulesOutput,
  errors: [400, 500],
  example: { answer: { data: { schedules: [{ name: about.name, id }] } } },
});

export const getBusinessHoursSchedulesScheduleidDefinition = describeCall({
  id: 'getBusiness-hoursSchedulesScheduleidDefinition',
  method: 'GET',
  path: '/business-hours/schedules/{scheduleId}/definition',
  tags,
  summary: 'Read a schedule',
  description: 'The weekly hours of a schedule and its exceptions, as they were set.',
  effect: 'read',
  params: schema.schedulePath,
  status: 200,
  answer: schema.GetBusinessHoursScheduleDefinitionOutput,
  errors: [400, 404, 500],
  example: { answer: { data: { schedule: { ...about, businessHours: [monday], exceptions: [newYear] } } } },
});

export const getBusinessHoursSchedulesScheduleidUpcoming = describeCall({
  id: 'getBusiness-hoursSchedulesScheduleidUpcoming',
  method: 'GET',
  path: '/business-hours/schedules/{scheduleId}/upcoming',
  tags,
  summary: 'Read the coming days of a schedule',
  description: 'What holds on each of the coming days, exceptions and holidays worked in. Today is where the schedule is.',
  effect: 'read',
  params: schema.schedulePath,
  query: schema.upcomingQuery,
  status: 200,
  answer: schema.GetUpcomingBusinessHoursScheduleOutput,
  errors: [400, 404, 500],
  example: { answer: { data: { schedule: { ...about, businessHours: [{ ...monday, nextDate: '2026-03-02' }] } } } },
});

export const getBusinessHoursSchedulesScheduleidStatus = describeCall({
  id: 'getBusiness-hoursSchedulesScheduleidStatus',
  method: 'GET',
  path: '/business-hours/schedules/{scheduleId}/status',
  tags,
  summary: 'Ask whether it is open',
  description: 'Whether the business is open, now or at another time, and when that changes, if it does within a year.',
  effect: 'read',
  params: schema.schedulePathOfStatus,
  query: schema.statusQuery,
  status: 200,
  answer: schema.GetBusinessOpenStatusOutput,
  errors: [400, 500],
  example: { answer: { data: { isOpen: true, timestamp: '2026-03-02T10:15:00.000Z', closesAt: '2026-03-02T16:00:00.000Z' } } },
});
