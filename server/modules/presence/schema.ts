import { Data, Enumeration, Maybe, Named, Page, pageQuery, Type } from '../../base/schema.ts';
import { ConversationChannel } from '../../base/wire.ts';
import { channelGroups } from './rules.ts';

export const UserPresence = Named('UserPresence', {
  userId: Type.String({ description: 'The agent.' }),
  requestTime: Type.String({ description: 'When the question was answered.' }),
  lastSeen: Maybe(Type.String({ description: 'When the agent was last here.' })),
  presenceStatus: Maybe(Enumeration(['Away', 'Working'], { description: 'What the agent says.' })),
  connectionStatus: Enumeration(['Offline', 'Online'], { description: 'Whether the agent is connected.' }),
  activeChannels: Maybe(Type.Array(ConversationChannel, { description: 'The channels in which the agent works.' })),
});
export const UserPresenceOutput = Data('UserPresenceOutput', UserPresence);
export const ListPresenceOutput = Page('ListPresenceOutput', UserPresence);

export const UpdateAgentPresenceChannelInput = Named('UpdateAgentPresenceChannelInput', {
  channel: Enumeration(channelGroups, { description: 'The group of channels: e-mail and contact forms, chat, messengers and text messages, or telephone.' }),
  working: Type.Boolean({ description: 'Whether the agent works in it from now on.' }),
});

export const presenceQuery = Type.Object(pageQuery);
