import { Data, Enumeration, Maybe, Named, type Static, Type, Uuid } from '../../base/schema.ts';
import { ConversationChannel } from '../../base/wire.ts';

export const ConversationFlow = Named('ConversationFlow', {
  id: Uuid,
  name: Type.String(),
  channel: ConversationChannel,
  contactEndpointId: Type.String({ description: 'The contact endpoint behind which the flow runs.' }),
});
export type ConversationFlow = Static<typeof ConversationFlow>;

export const ListFlowsOutput = Data('ListFlowsOutput', Type.Array(ConversationFlow));

const channelsWithFlows = ['WhatsApp', 'Voicemail', 'WidgetChat', 'FacebookMessenger', 'Email', 'ContactForm', 'Callback', 'PstnPhone', 'Messenger'] as const;

export const flowsQuery = Type.Object({
  channel: Maybe(Enumeration(channelsWithFlows, { description: 'The channel of the flows; PstnPhone when left out.' })),
});
