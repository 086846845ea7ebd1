import { agents, queueNames, type QueueName } from './people.ts';
import { DAY, iso, type Row, type Scope } from './scope.ts';

/** Addresses under which customers reach the shop. */
export const points = {
  support: 'support@nordhavn-cycles.example',
  workshop: 'workshop@nordhavn-cycles.example',
  german: 'service@nordhavn-raeder.example',
  phone: '+4510704030',
  germanPhone: '+493023125010',
  facebookPage: '102938475610293',
  twitter: '1840027391',
} as const;

export const pointNames: Readonly<Record<string, string>> = {
  [points.support]: 'Nordhavn Cycles',
  [points.workshop]: 'Nordhavn Cycles Workshop',
  [points.german]: 'Nordhavn Räder',
};

const created = (scope: Scope, daysAgo: number): string => iso(scope.at - daysAgo * DAY);

export function endpointRows(scope: Scope): Row[] {
  const row = (address: string, name: string, functionality: string[] | null, sender_override: string | null = null, daysAgo = 380): Row => ({
    organization_id: scope.organizationId,
    address,
    kind: functionality === null ? 'EmailEndpoint' : 'TelephonyEndpoint',
    name,
    sender_override,
    functionality: functionality ?? [],
    created_at: created(scope, daysAgo),
  });
  return [
    row(points.support, pointNames[points.support]!, null),
    row(points.workshop, pointNames[points.workshop]!, null, points.support, 300),
    row(points.german, pointNames[points.german]!, null, null, 280),
    row(points.phone, 'Copenhagen', ['Sms', 'VoiceInbound', 'VoiceOutbound'], null, 379),
    row(points.germanPhone, 'Berlin', ['VoiceInbound', 'VoiceOutbound'], null, 279),
  ];
}

export const widgetId = (scope: Scope): string => scope.id('widget', 'web-shop');

export function widgetRows(scope: Scope): Row[] {
  return [{ organization_id: scope.organizationId, id: widgetId(scope), name: 'Web shop', created_at: created(scope, 370) }];
}

const queueTitles: Readonly<Record<QueueName, string>> = { general: 'General', orders: 'Orders and delivery', workshop: 'Workshop', germany: 'Deutschland' };

const chatTimeout = { WidgetChat: 60, Messenger: 60 };

/** Settings of a queue under the wire's names, each queue with something of its own. */
const queueSettings: Readonly<Record<QueueName, Row>> = {
  general: {
    offerTimeout: 30,
    wrapupTimeout: 20,
    priority: 1,
    offerAbandonedConversations: true,
    isDoNotOfferEnabled: false,
    doNotOfferTimeouts: {},
    queueThresholds: { SlaTimeLimit: 120, SlaPercentage: 80 },
  },
  orders: {
    offerTimeout: 45,
    wrapupTimeout: 30,
    priority: 2,
    offerAbandonedConversations: false,
    isDoNotOfferEnabled: true,
    doNotOfferTimeouts: chatTimeout,
    queueThresholds: { SlaTimeLimit: 300, WaitingConversations: 15 },
  },
  workshop: { offerTimeout: 60, wrapupTimeout: 60, priority: 3, offerAbandonedConversations: false, isDoNotOfferEnabled: false, doNotOfferTimeouts: {}, queueThresholds: { LongestWait: 3600 } },
  germany: {
    offerTimeout: 30,
    wrapupTimeout: 20,
    priority: 1,
    offerAbandonedConversations: true,
    isDoNotOfferEnabled: false,
    doNotOfferTimeouts: {},
    isPreferredAgentEnabled: true,
    preferredAgentTimeouts: { Email: 43_200, WidgetChat: 300 },
    preferredAgentOfflineTimeout: 600,
    queueThresholds: { SlaTimeLimit: 180, AvailableAgents: 1 },
  },
};

const algorithms: Readonly<Record<QueueName, string>> = { general: 'LongestIdle', orders: 'OneAtATimeRandom', workshop: 'AllAtOnce', germany: 'AgentPriorityLongestIdle' };

export function queueRows(scope: Scope): { queues: Row[]; members: Row[] } {
  const organization_id = scope.organizationId;
  const queues = queueNames.map((name, index) => ({
    organization_id,
    id: scope.id('queue', name),
    name: queueTitles[name],
    is_default: index === 0,
    call_functionality: name === 'general' || name === 'germany',
    offering_algorithm: algorithms[name],
    member_list_type: 'Default',
    settings: queueSettings[name],
    created_at: created(scope, 375 - index),
  }));
  const members = queueNames.flatMap((name) =>
    agents
      .filter((agent) => agent.queues.includes(name))
      .map((agent, index) => ({ organization_id, queue_id: scope.id('queue', name), person_id: scope.id('agent', agent.name), priority: index + 1, created_at: created(scope, 370 - index) })),
  );
  return { queues, members };
}

interface SeedFlow {
  readonly name: string;
  readonly channel: string;
  /** An address, or `widget`. */
  readonly point: string;
  readonly queue: QueueName;
}

/** Which queue an inbound conversation comes to, by channel and contact point. */
export const flows: readonly SeedFlow[] = [
  { name: 'Web chat', channel: 'WidgetChat', point: 'widget', queue: 'general' },
  { name: 'Messenger', channel: 'Messenger', point: 'widget', queue: 'general' },
  { name: 'E-mail', channel: 'Email', point: points.support, queue: 'orders' },
  { name: 'Workshop e-mail', channel: 'Email', point: points.workshop, queue: 'workshop' },
  { name: 'E-Mail Deutschland', channel: 'Email', point: points.german, queue: 'germany' },
  { name: 'Contact form', channel: 'ContactForm', point: points.support, queue: 'general' },
  { name: 'Kontaktformular', channel: 'ContactForm', point: points.german, queue: 'germany' },
  { name: 'Telephone', channel: 'PstnPhone', point: points.phone, queue: 'general' },
  { name: 'Telefon Deutschland', channel: 'PstnPhone', point: points.germanPhone, queue: 'germany' },
  { name: 'Voicemail', channel: 'Voicemail', point: points.phone, queue: 'general' },
  { name: 'Callback', channel: 'Callback', point: points.phone, queue: 'general' },
  { name: 'WhatsApp', channel: 'WhatsApp', point: points.phone, queue: 'orders' },
  { name: 'Facebook page', channel: 'FacebookMessenger', point: points.facebookPage, queue: 'general' },
];

export function flowRows(scope: Scope): Row[] {
  return flows.map((flow, index) => ({
    organization_id: scope.organizationId,
    id: scope.id('flow', flow.name),
    name: flow.name,
    channel: flow.channel,
    contact_endpoint_id: flow.point === 'widget' ? widgetId(scope) : flow.point,
    queue_id: scope.id('queue', flow.queue),
    created_at: created(scope, 365 - index),
  }));
}

interface Option {
  readonly label: string;
  readonly nested?: readonly string[];
}

const identifierOf = (label: string): string => label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');

/** What a contact is about: the value of an attribute is the path of such identifiers. */
const reasons: readonly Option[] = [
  { label: 'Delivery', nested: ['Delayed', 'Damaged', 'Address', 'Pickup'] },
  { label: 'Product', nested: ['Advice', 'Size', 'Spare part', 'Defect'] },
  { label: 'Payment', nested: ['Refund', 'Invoice', 'Gift card', 'Leasing'] },
  { label: 'Workshop', nested: ['Booking', 'Status', 'Price'] },
];
const customerTypes: readonly Option[] = [{ label: 'Private' }, { label: 'Business', nested: ['Fleet', 'Rental', 'Retail'] }];

function selectOf(scope: Scope, attribute: string, options: readonly Option[]): Row {
  // Places are counted through the whole tree, a parent before what is beneath it.
  let place = 0;
  const option = (label: string, path: string, nested: readonly string[]): Row => ({
    id: scope.id('option', `${attribute}/${path}`),
    label,
    value: identifierOf(label),
    isDeactivated: false,
    orderIndex: place++,
    nestedOptions: nested.map((inner) => option(inner, `${path}/${inner}`, [])),
  });
  return { _type: 'Select', options: options.map(({ label, nested = [] }) => option(label, label, nested)) };
}

export function attributeRows(scope: Scope): Row[] {
  const row = (entity_type: 'Contact' | 'Conversation', label: string, description: string, input_definition: Row, daysAgo: number): Row => ({
    organization_id: scope.organizationId,
    id: scope.id('attribute', identifierOf(label)),
    entity_type,
    identifier: identifierOf(label),
    label,
    description,
    input_definition,
    created_at: created(scope, daysAgo),
    updated_at: null,
  });
  return [
    row('Conversation', 'Order number', 'The order in question', { _type: 'Text', placeholder: 'NC-12345' }, 360),
    row('Conversation', 'Contact reason', 'What the customer wants', selectOf(scope, 'contact_reason', reasons), 359),
    row('Contact', 'Customer number', 'The number in the shop system', { _type: 'Text', placeholder: 'K-12345' }, 358),
    row('Contact', 'Customer type', 'Who buys', selectOf(scope, 'customer_type', customerTypes), 357),
    row('Contact', 'Bicycle model', 'What the customer rides', { _type: 'Text' }, 200),
  ];
}

export const tagNames = ['delivery', 'return', 'refund', 'warranty', 'sizing', 'workshop', 'invoice', 'e-bike', 'spare-part', 'complaint', 'praise', 'vip'] as const;
const colors = ['#2563EB', '#9333EA', '#DB2777', '#EA580C', '#0D9488', '#4D7C0F', '#64748B', '#16A34A', '#A16207', '#DC2626', '#F59E0B', '#7C3AED'];

export function tagRows(scope: Scope): Row[] {
  const row = (name: string, color: string | null, state: string, index: number): Row => ({
    organization_id: scope.organizationId,
    id: scope.id('tag', name),
    name,
    color,
    state,
    created_at: created(scope, 350 - index),
  });
  return [...tagNames.map((name, index) => row(name, colors[index]!, 'Active', index)), row('summer-sale', null, 'Inactive', tagNames.length)];
}

/** The Monday on or before a day. */
function mondayBefore(ms: number): number {
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  return ms - weekday * DAY;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Hours = readonly (readonly [startTime: string, endTime: string])[];

export function businessHoursRows(scope: Scope): Row[] {
  // Valid for years, so that a test may ask about any day it likes.
  const monday = mondayBefore(scope.at - 3000 * DAY);
  const year = new Date(monday).getUTCFullYear();
  const intervals = (hours: Hours) => hours.map(([startTime, endTime]) => ({ startTime, endTime }));
  const week = (hours: readonly Hours[]) =>
    hours.map((day, index) => ({
      name: weekdays[index]!,
      dayOfWeek: index + 1,
      businessHourType: 'Regular',
      status: day.length > 0 ? 'Open' : 'Closed',
      intervals: intervals(day),
      startDate: iso(monday + index * DAY).slice(0, 10),
    }));
  const holiday = (name: string, monthOfYear: number, dayOfMonth: number) => ({
    name,
    businessHourType: 'Holiday',
    status: 'Closed',
    intervals: [],
    recurring: { dayOfMonth, monthOfYear },
    startDate: `${year}-${String(monthOfYear).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`,
  });
  // Always in the two weeks to come, so that it shows among the days that lie ahead.
  const stockTaking = {
    name: 'Stock-taking',
    businessHourType: 'Exception',
    status: 'Open',
    intervals: intervals([['12:00', '16:00']]),
    startDate: iso(mondayBefore(scope.at) + 9 * DAY).slice(0, 10),
  };
  const row = (name: string, title: string, timezone: string, definition: Row, daysAgo: number): Row => ({
    organization_id: scope.organizationId,
    id: scope.id('business-hours', name),
    name: title,
    timezone,
    definition,
    created_at: created(scope, daysAgo),
  });
  const long: Hours = [['09:00', '17:00']];
  const split: Hours = [
    ['08:00', '12:00'],
    ['13:00', '16:30'],
  ];
  return [
    row(
      'care',
      'Customer care',
      'Europe/Copenhagen',
      { businessHours: week([long, long, long, long, long, [['10:00', '14:00']], []]), exceptions: [holiday('New Year', 1, 1), holiday('Christmas Day', 12, 25), stockTaking] },
      340,
    ),
    row('workshop', 'Workshop', 'Europe/Berlin', { businessHours: week([split, split, split, split, [['08:00', '12:00']], [], []]), exceptions: [holiday('Tag der Deutschen Einheit', 10, 3)] }, 250),
  ];
}
