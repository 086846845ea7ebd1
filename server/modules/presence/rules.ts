import type { ConversationChannel } from '../../base/wire.ts';

/** The switches by which an agent says what to work on. */
export const channelGroups = ['Email', 'InteractiveChat', 'Messaging', 'Speak'] as const;
export type ChannelGroup = (typeof channelGroups)[number];

/** Which channels a switch turns on. Every channel belongs to one switch. */
export const channelsOf: Readonly<Record<ChannelGroup, readonly ConversationChannel[]>> = {
  Email: ['Email', 'ContactForm'],
  InteractiveChat: ['WidgetChat', 'Messenger'],
  Messaging: ['FacebookMessenger', 'Sms', 'Twitter', 'WhatsApp'],
  Speak: ['Callback', 'PstnPhone', 'Voicemail'],
};

/** The channels in which somebody with these switches works. */
export const activeChannels = (groups: readonly string[]): ConversationChannel[] => channelGroups.filter((group) => groups.includes(group)).flatMap((group) => channelsOf[group]);
