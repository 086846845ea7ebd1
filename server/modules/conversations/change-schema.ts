import { Csid, DateTime, described, Enumeration, Maybe, Named, Type, Uuid } from '../../base/schema.ts';

/** Bodies of the calls that change a conversation. */

const acting = { userId: Maybe(described(Uuid, 'The agent in whose name it is done; the owner of the token when left out.')) };

export const ClaimConversationInput = Named('ClaimConversationInput', {
  agentId: described(Uuid, 'The agent who takes it.'),
  force: Maybe(Type.Boolean({ description: 'False leaves a conversation alone that an agent holds already. True when left out.' })),
});

export const CloseConversationInput = Named('CloseConversationInput', acting);

export const ReopenConversationInput = Named('ReopenConversationInput', acting);

export const FollowupConversationInput = Named('FollowupConversationInput', {
  timestamp: described(DateTime, 'When it comes back.'),
  ...acting,
});

export const TransferConversationInput = Named('TransferConversationInput', {
  queueId: described(Uuid, 'The queue in which it is offered from now on.'),
  ...acting,
});

export const LinkConversationInput = Named('LinkConversationInput', {
  parentId: described(Csid, 'The conversation to link it to.'),
  linkType: Enumeration(['Related', 'SideConversation']),
});
