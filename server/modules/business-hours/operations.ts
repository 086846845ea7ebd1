import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { viewDefinition, viewSchedule, viewStatus, viewUpcoming } from './view.ts';

export const businessHoursOperations: readonly Operation[] = [
  operation({ ...calls.getBusinessHoursSchedules, handle: async (ctx, { actor }) => ({ data: { schedules: (await actions.listSchedules(ctx, actor)).map(viewSchedule) } }) }),
  operation({
    ...calls.getBusinessHoursSchedulesScheduleidDefinition,
    handle: async (ctx, { actor, params }) => ({ data: { schedule: viewDefinition(await actions.getSchedule(ctx, actor, params.scheduleId)) } }),
  }),
  operation({
    ...calls.getBusinessHoursSchedulesScheduleidUpcoming,
    handle: async (ctx, { actor, params, query }) => {
      const { row, entries } = await actions.getUpcoming(ctx, actor, params.scheduleId, query.days);
      return { data: { schedule: viewUpcoming(row, entries) } };
    },
  }),
  operation({
    ...calls.getBusinessHoursSchedulesScheduleidStatus,
    handle: async (ctx, { actor, params, query }) => {
      const { at, status } = await actions.getStatus(ctx, actor, params.scheduleId, query.timestamp);
      return { data: viewStatus(at, status) };
    },
  }),
];
