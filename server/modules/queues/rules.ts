import { conversationChannels } from '../../base/wire.ts';
import { invalid } from '../../base/errors.ts';

/** To whom a conversation is offered first. */
export const algorithms = ['AgentPriorityOneAtATimeRandom', 'AllAtOnce', 'AgentPriorityLongestIdle', 'AgentPriorityAllAtOnce', 'LongestIdle', 'OneAtATimeRandom'] as const;
export type Algorithm = (typeof algorithms)[number];

/** What may set off an alarm on a queue. Times are seconds, the rest counts and a percentage. */
export const thresholds = ['SlaTimeLimit', 'AvailableAgents', 'LongestWait', 'SlaPercentage', 'WaitingConversations'] as const;

/** The settings of a queue that are kept as they were sent, under the wire's names. */
export interface QueueSettings {
  readonly queueThresholds?: Readonly<Record<string, number>>;
  readonly offerTimeout?: number;
  readonly wrapupTimeout?: number;
  readonly priority?: number;
  readonly offerAbandonedConversations?: boolean;
  readonly doNotOfferTimeouts?: Readonly<Record<string, number>>;
  readonly isDoNotOfferEnabled?: boolean;
  readonly preferredAgentTimeouts?: Readonly<Record<string, number>>;
  readonly isPreferredAgentEnabled?: boolean;
  readonly preferredAgentOfflineTimeout?: number;
  readonly personalAgentOfflineTimeout?: number;
  readonly isRestricted?: boolean;
}

/** A queue to make. Only the name is needed. */
export interface QueueInput extends QueueSettings {
  readonly name: string;
  readonly callFunctionality?: boolean;
  readonly isDefault?: boolean;
  readonly offerAlgorithm?: Algorithm;
}

const maps = { queueThresholds: thresholds, doNotOfferTimeouts: conversationChannels, preferredAgentTimeouts: conversationChannels } as const;
const times = ['offerTimeout', 'wrapupTimeout', 'preferredAgentOfflineTimeout', 'personalAgentOfflineTimeout'] as const;
const plain = ['priority', 'offerAbandonedConversations', 'isDoNotOfferEnabled', 'isPreferredAgentEnabled', 'isRestricted'] as const;

function refuseNegative(field: string, value: number): void {
  if (value < 0) throw invalid(`${field}: it must not be negative`);
}

/**
 * The settings in a new queue's description, checked.
 * @throws Fault 400 naming a key that no map of settings has, or a negative time or count.
 */
export function settingsOf(input: QueueInput): QueueSettings {
  const settings: Record<string, unknown> = {};
  for (const [name, keys] of Object.entries(maps) as [keyof typeof maps, readonly string[]][]) {
    const map = input[name];
    if (map === undefined) continue;
    for (const [key, value] of Object.entries(map)) {
      if (!keys.includes(key)) throw invalid(`request.${name}: ${key} is none of ${keys.join(', ')}`);
      refuseNegative(`request.${name}.${key}`, value);
    }
    settings[name] = map;
  }
  for (const name of times) {
    if (input[name] === undefined) continue;
    refuseNegative(`request.${name}`, input[name]);
    settings[name] = input[name];
  }
  for (const name of plain) if (input[name] !== undefined) settings[name] = input[name];
  return settings;
}

/** How a channel for programs is called, and the kind of AI agent that works in it; the last is there for everyone. */
const programChannels: readonly { readonly name: string; readonly aiAgent?: string }[] = [
  { name: 'adachat', aiAgent: 'Ada' },
  { name: 'kindlychat', aiAgent: 'Kindly' },
  { name: 'digitalgeniuschat', aiAgent: 'Digitalgenius' },
  { name: 'genericapimessaging' },
];

/** The channels of which availability is told: each vendor's own when the organization has such an AI agent. */
export const availabilityChannels = (aiAgents: readonly string[]): string[] =>
  programChannels.filter((channel) => channel.aiAgent === undefined || aiAgents.includes(channel.aiAgent)).map((channel) => channel.name);
