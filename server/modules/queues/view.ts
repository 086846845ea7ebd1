import { bulkFailure, bulkSuccess } from '../../base/bulk.ts';
import type { ChannelAvailability, MemberOutcome } from './actions.ts';
import type { Position, QueueMemberRow, QueueRow } from './store.ts';

/** A queue with the defaults that the wire wants where nothing was set. */
export const viewQueue = (row: QueueRow) => ({
  queueThresholds: {},
  doNotOfferTimeouts: {},
  isDoNotOfferEnabled: false,
  ...row.settings,
  id: row.id,
  name: row.name,
  isDefault: row.is_default,
  organizationId: row.organization_id,
  slaCalculationMethod: row.sla_calculation_method,
  memberListType: row.member_list_type,
  ...(row.offering_algorithm === null ? {} : { offeringAlgorithm: row.offering_algorithm }),
  usages: { queueId: row.id, usages: row.usages },
});

export const viewMember = (row: QueueMemberRow) => ({ agentId: row.person_id, ...(row.priority === null ? {} : { priority: row.priority }) });

export const viewMemberOutcome = (outcome: MemberOutcome) => ('failure' in outcome ? bulkFailure({ id: outcome.id, message: outcome.message, _type: outcome.failure }) : bulkSuccess(outcome.id));

/** How many wait is told only when nobody could answer. */
export const viewAvailability = ({ channel, available, size }: ChannelAvailability) => ({
  channelAvailability: {
    genericChannelName: channel,
    availability: available ? ('Available' as const) : ('NotAvailable' as const),
    ...(available ? {} : { queueSize: size }),
    _type: 'GenericChannel' as const,
  },
  _type: 'Success' as const,
});

export const viewPosition = (position: Position) => ({ position: position.position, queuedAt: position.queued_at });
