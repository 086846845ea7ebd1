import { bulkOutput } from '../../base/bulk.ts';
import { Csid, Data, DateTime, described, Enumeration, Int32, MapOf, Maybe, Named, OneOf, Type, Uuid, Variant } from '../../base/schema.ts';
import { algorithms } from './rules.ts';

const seconds = (what: string) => Maybe(described(Int32, `${what}, in seconds.`));
const algorithm = Enumeration(algorithms, {
  description: 'To whom a conversation is offered first.',
});
const thresholds = MapOf(Int32, { description: 'What sets off an alarm: `SlaTimeLimit` and `LongestWait` in seconds, `SlaPercentage`, `AvailableAgents`, `WaitingConversations`.' });
const timeouts = (what: string) => MapOf(Int32, { description: `${what}, in seconds, by channel.` });
const doNotOffer = timeouts('How long a conversation waits to be picked before it is offered');
const isDefault = Type.Boolean({ description: 'Whether conversations wait here that no flow sends elsewhere. There is one such queue at most.' });
const isDoNotOfferEnabled = Type.Boolean({ description: 'Whether agents pick conversations instead of being offered them.' });

const optional = {
  offerTimeout: seconds('How long an offer stands'),
  wrapupTimeout: seconds('How much time an agent has after a conversation'),
  priority: Maybe(described(Int32, 'Where this queue stands among others.')),
  offerAbandonedConversations: Maybe(Type.Boolean({ description: 'Whether a conversation is offered although the customer has gone.' })),
  isPreferredAgentEnabled: Maybe(Type.Boolean({ description: 'Whether a customer comes to the agent of last time first.' })),
  preferredAgentTimeouts: Maybe(timeouts('How long the preferred agent is waited for')),
  preferredAgentOfflineTimeout: seconds('How long a preferred agent who is offline is waited for'),
  personalAgentOfflineTimeout: seconds('How long an agent who was asked for and is offline is waited for'),
  isRestricted: Maybe(Type.Boolean({ description: 'Whether only members may take conversations.' })),
};

const Queue = Named('Queue', {
  id: Type.String(),
  name: Type.String(),
  isDefault,
  organizationId: Type.String(),
  queueThresholds: thresholds,
  slaCalculationMethod: Enumeration(['AbandonedIgnored']),
  offeringAlgorithm: Maybe(algorithm),
  memberListType: Maybe(Enumeration(['Default', 'SkillBased'])),
  usages: Maybe(
    Named('QueueUsages', {
      queueId: Type.String(),
      usages: MapOf(Type.Array(Type.String()), { description: 'The contact points whose conversations come here, by channel.' }),
    }),
  ),
  doNotOfferTimeouts: doNotOffer,
  isDoNotOfferEnabled,
  ...optional,
});

const name = Type.String({ description: 'It may be shared with another queue.' });
const callFunctionality = Type.Boolean({ description: 'Whether calls can wait here.' });
const settings = { queueThresholds: Maybe(thresholds), offerAlgorithm: Maybe(algorithm), doNotOfferTimeouts: Maybe(doNotOffer), ...optional };

export const CreateQueueInput = Named('CreateQueueInput', { request: Named('CreateOrUpdateQueueRequest', { name, callFunctionality, isDefault, isDoNotOfferEnabled, ...settings }) });
/** What is really needed: existing clients leave the flags out. */
export const AcceptedQueueInput = Named('CreateQueueInput', {
  request: Type.Object({ name, callFunctionality: Maybe(callFunctionality), isDefault: Maybe(isDefault), isDoNotOfferEnabled: Maybe(isDoNotOfferEnabled), ...settings }),
});

export const CreateQueueOutput = Data('CreateQueueOutput', Queue);
export const GetQueueByIdOutput = Data('GetQueueByIdOutput', Queue);
export const ListQueuesOutput = Data('ListQueuesOutput', Type.Array(Queue));

export const BulkQueueEndpointInput = Named('BulkQueueEndpointInput', { agentIds: Maybe(Type.Array(Uuid, { description: 'The agents.' })) });
export const BulkQueueEndpointOutput = bulkOutput('BulkQueueEndpointOutput', Uuid);
export const QueueMembersOutput = Data('QueueMembersOutput', Type.Array(Named('QueueMember', { agentId: Type.String(), priority: Maybe(Int32) })));

const GenericChannel = Variant('GenericChannel', {
  genericChannelName: Type.String({ description: 'The channel, such as `genericapimessaging`.' }),
  availability: Enumeration(['Available', 'NotAvailable'], { description: 'Whether somebody of the queue could answer now.' }),
  queueSize: Maybe(described(Int32, 'How many conversations wait; told when nobody could answer.')),
});
const UnexpectedError = Variant('UnexpectedError', { channel: Type.String(), message: Type.String() });

export const QueueAvailabilityOutput = Data(
  'QueueAvailabilityOutput',
  Type.Array(
    OneOf('ChannelAvailabilityOutcome', [
      Variant('Failure', { error: OneOf('ChannelAvailabilityError', [UnexpectedError]) }),
      Variant('Success', { channelAvailability: OneOf('ChannelAvailability', [GenericChannel]) }),
    ]),
  ),
);

export const GetQueuedConversationPositionOutput = Data(
  'GetQueuedConversationPositionOutput',
  Named('QueuedConversation', { position: Maybe(described(Int32, 'The next to be taken stands at 1.')), queuedAt: described(DateTime, 'Since when it waits.') }),
);

export const queuePath = Type.Object({ queueId: described(Uuid, 'The queue.') });
export const csidPath = Type.Object({ csid: described(Csid, 'The number of the conversation.') });
