import { Data, DateTime, described, Enumeration, Int32, Maybe, Named, Type, Uuid } from '../../base/schema.ts';

const name = Type.String();
const timezone = Type.String({ description: 'The IANA name of the zone in which all times of the schedule are told, such as `Europe/Copenhagen`.' });
const dayOfWeek = Maybe(described(Int32, '1 for Monday to 7 for Sunday.'));
const status = Enumeration(['Closed', 'Open']);
const intervals = Maybe(
  Type.Array(Named('TimeInterval', { startTime: Type.String({ description: 'Such as `08:00`.' }), endTime: Type.String({ description: 'Such as `16:00`; not included.' }) }), {
    description: 'When it is open; all day when there is none.',
  }),
);
const startDate = Type.String({ description: 'From which day on it holds, such as `2026-01-05`.' });
const nextDate = Maybe(Type.String({ description: 'The day on which it holds.' }));
const recurring = Maybe(
  Named('Recurring', {
    dayOfMonth: Maybe(Int32),
    monthOfYear: Maybe(Int32),
    holiday: Maybe(Type.String({ description: 'A holiday that moves with Easter, such as `Good Friday`.' })),
  }),
);
const schedule = { id: Type.String(), name, timezone };

export const ListBusinessHoursSchedulesOutput = Data(
  'ListBusinessHoursSchedulesOutput',
  Named('ListBusinessHoursSchedulesResult', { schedules: Maybe(Type.Array(Named('BusinessHoursSchedule', { name, id: Type.String() }))) }),
);

export const GetBusinessHoursScheduleDefinitionOutput = Data(
  'GetBusinessHoursScheduleDefinitionOutput',
  Named('GetBusinessHoursScheduleDefinitionResult', {
    schedule: Named('BusinessHoursScheduleDefinition', {
      ...schedule,
      businessHours: Maybe(
        Type.Array(Named('BusinessHourRegular', { name, dayOfWeek, businessHourType: Enumeration(['Regular']), status, intervals, startDate }), { description: 'What holds every week.' }),
      ),
      exceptions: Maybe(
        Type.Array(Named('BusinessHourException', { name, businessHourType: Enumeration(['Exception', 'Holiday']), status, intervals, recurring, startDate, nextDate }), {
          description: 'What takes the place of the weekly hours of a day.',
        }),
      ),
    }),
  }),
);

export const GetUpcomingBusinessHoursScheduleOutput = Data(
  'GetUpcomingBusinessHoursScheduleOutput',
  Named('GetUpcomingBusinessHoursScheduleResult', {
    schedule: Named('BusinessHoursUpcomingSchedule', {
      ...schedule,
      businessHours: Maybe(
        Type.Array(Named('BusinessHour', { name, dayOfWeek, businessHourType: Enumeration(['Exception', 'Holiday', 'Regular']), status, intervals, recurring, startDate, nextDate }), {
          description: 'One entry for each day it decides, by date.',
        }),
      ),
    }),
  }),
);

export const GetBusinessOpenStatusOutput = Data(
  'GetBusinessOpenStatusOutput',
  Named('GetBusinessOpenStatusResult', {
    isOpen: Type.Boolean(),
    timestamp: described(DateTime, 'The time that was asked about.'),
    opensAt: Maybe(described(DateTime, 'When it opens next, while it is closed.')),
    closesAt: Maybe(described(DateTime, 'When it closes, while it is open.')),
  }),
);

export const schedulePath = Type.Object({ scheduleId: described(Uuid, 'The schedule.') });
export const schedulePathOfStatus = Type.Object({ scheduleId: Type.String({ description: 'The schedule.' }) });
export const upcomingQuery = Type.Object({ days: Maybe(Type.Integer({ format: 'int32', minimum: 1, maximum: 90, default: 7, description: 'How many days, today included.' })) });
export const statusQuery = Type.Object({ timestamp: Maybe(described(DateTime, 'The time to ask about; now when left out.')) });
