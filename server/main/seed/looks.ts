import { attributesFor, type Parties } from '../../modules/conversations/index.ts';
import type { Customer, Language } from './people.ts';
import { DAY, type Dice, iso, type Row, type Scope } from './scope.ts';
import { pointNames, points, widgetId } from './settings.ts';

/** How fast people answer on a channel: minutes between messages, and whether the shop answers in business hours only. */
export interface Pace {
  readonly gap: readonly [number, number];
  readonly office: boolean;
}

const chat: Pace = { gap: [0.4, 3], office: false };
const messaging: Pace = { gap: [3, 45], office: true };
const mail: Pace = { gap: [35, 420], office: true };

export interface Channel {
  readonly channel: string;
  readonly kind: string;
  readonly count: number;
  readonly needs?: 'email' | 'phone';
  readonly pace: Pace;
}

/** The 120 conversations by channel. */
export const channels: readonly Channel[] = [
  { channel: 'WidgetChat', kind: 'ChatConversation', count: 26, pace: chat },
  { channel: 'Messenger', kind: 'MessengerConversation', count: 14, pace: chat },
  { channel: 'Email', kind: 'EmailConversation', count: 26, needs: 'email', pace: mail },
  { channel: 'ContactForm', kind: 'ContactFormConversation', count: 10, needs: 'email', pace: mail },
  { channel: 'Sms', kind: 'SmsConversation', count: 8, needs: 'phone', pace: messaging },
  { channel: 'WhatsApp', kind: 'WhatsAppConversation', count: 10, needs: 'phone', pace: messaging },
  { channel: 'FacebookMessenger', kind: 'FacebookMessengerConversation', count: 6, pace: messaging },
  { channel: 'Twitter', kind: 'TwitterConversation', count: 4, pace: messaging },
  { channel: 'PstnPhone', kind: 'PstnPhoneConversation', count: 8, needs: 'phone', pace: chat },
  { channel: 'Voicemail', kind: 'PstnPhoneConversation', count: 3, needs: 'phone', pace: messaging },
  { channel: 'Callback', kind: 'PstnPhoneConversation', count: 3, needs: 'phone', pace: messaging },
  // A channel of an integrator's own, brought in with its history.
  { channel: 'Messenger', kind: 'GenericConversation', count: 2, pace: messaging },
];

export const isEmail = (kind: string): boolean => kind === 'EmailConversation' || kind === 'ContactFormConversation';

/** The address or widget through which a conversation of this kind comes. */
export function pointOf(scope: Scope, kind: string, channel: string, language: Language, workshop: boolean): string {
  switch (kind) {
    case 'EmailConversation':
      return language === 'de' ? points.german : workshop ? points.workshop : points.support;
    case 'ContactFormConversation':
      return language === 'de' ? points.german : points.support;
    case 'ChatConversation':
    case 'MessengerConversation':
      return widgetId(scope);
    case 'FacebookMessengerConversation':
      return points.facebookPage;
    case 'TwitterConversation':
      return points.twitter;
    case 'GenericConversation':
      return 'genericapimessaging';
    default:
      return language === 'de' && channel === 'PstnPhone' ? points.germanPhone : points.phone;
  }
}

const browsers = [
  { name: 'Chrome', version: '141.0.7390.65' },
  { name: 'Safari', version: '18.6' },
  { name: 'Firefox', version: '143.0' },
  { name: 'Edge', version: '140.0.3485.94' },
];
const pages: Readonly<Record<Language, string>> = { en: 'https://www.example.com/en/bicycles', da: 'https://www.example.com/da/cykler', de: 'https://www.example.com/de/raeder' };

/** What only this kind of conversation has. */
export function detailsOf(kind: string, dice: Dice, buyer: Customer, direction: 'Inbound' | 'Outbound', point: string): { details: Row; parties: Row } {
  if (isEmail(kind)) {
    const customer = { email: buyer.email!, name: `${buyer.first} ${buyer.last}` };
    const shop = { email: point, name: pointNames[point]! };
    const [from, to] = direction === 'Inbound' ? [customer, shop] : [shop, customer];
    return { details: { fromEmail: from.email, toEmail: to.email, integrationEmail: point }, parties: { customer, point: shop } };
  }
  const only = (details: Row): { details: Row; parties: Row } => ({ details, parties: {} });
  switch (kind) {
    case 'ChatConversation':
    case 'MessengerConversation':
      return only({ browserInfo: { ...dice.pick(browsers), ipAddress: `203.0.113.${dice.between(2, 250)}`, originatingUrl: pages[buyer.language] } });
    case 'SmsConversation':
      return only({ fromNumber: point, toNumber: buyer.phone! });
    case 'TwitterConversation':
      return only({ conversationType: dice.chance(0.5) ? 'DirectMessage' : 'Tweet', contactPointTwitterId: point, endUserTwitterId: String(dice.between(200_000_000, 900_000_000)) });
    default:
      return only({});
  }
}

/** When a channel closes its reply window, for the channels that have one. Messages move it. */
export const replyWindow = (kind: string, startedAt: number): string | null => (kind === 'WhatsAppConversation' || kind === 'FacebookMessengerConversation' ? iso(startedAt + DAY) : null);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Attributes of a message with a text; paragraphs are kept apart by an empty line. */
export function textMessage(kind: string, parties: Row, direction: 'Inbound' | 'Outbound', text: string, picture?: string): Row {
  const html = kind === 'EmailConversation';
  const value = html
    ? text
        .split('\n\n')
        .map((part) => `<p>${escaped(part).replaceAll('\n', '<br>')}</p>`)
        .join('')
    : text;
  const type = html ? 'Html' : kind === 'WhatsAppConversation' && direction === 'Outbound' ? 'Markdown' : 'Text';
  const attachments = picture === undefined ? [] : [{ url: `https://files.example.com/nordhavn/${picture}`, prettyName: picture }];
  return attributesFor(kind, parties as unknown as Parties, { direction, content: { value, _type: type }, attachments });
}

export const phoneMessage = (direction: 'Inbound' | 'Outbound', customerNumber: string, point: string, duration: number): Row => {
  const [from, to] = direction === 'Inbound' ? [customerNumber, point] : [point, customerNumber];
  return { from, to, direction, duration, _type: 'PhoneAttributes' };
};

export const recordingMessage = (name: string, duration: number): Row => ({ recording: `https://files.example.com/nordhavn/${name}.mp3`, duration, _type: 'CallRecordingAttributes' });

/** Values by the definition's id. */
export const appliedAttributes = (scope: Scope, values: Readonly<Record<string, string | readonly string[]>>): Record<string, string | readonly string[]> =>
  Object.fromEntries(Object.entries(values).map(([identifier, value]) => [scope.id('attribute', identifier), value]));
