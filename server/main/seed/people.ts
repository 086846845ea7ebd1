import { DAY, HOUR, iso, MINUTE, type Row, type Scope } from './scope.ts';

export type Language = 'en' | 'da' | 'de';

/** The four queues; the first is the default one. */
export const queueNames = ['general', 'orders', 'workshop', 'germany'] as const;
export type QueueName = (typeof queueNames)[number];

export interface SeedAgent {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly phone: string | null;
  readonly languages: readonly Language[];
  readonly queues: readonly QueueName[];
  readonly team: 'care' | 'workshop' | 'dach';
  /** Channel groups in which the agent works now; null when away from the desk. */
  readonly working: readonly string[] | null;
  readonly presence: 'Working' | 'Away' | null;
}

const agent = (
  first: string,
  last: string,
  team: SeedAgent['team'],
  languages: readonly Language[],
  queues: readonly QueueName[],
  presence: SeedAgent['presence'],
  working: readonly string[] | null,
  phone: string | null = null,
): SeedAgent => ({
  name: first.toLowerCase(),
  first,
  last,
  team,
  languages,
  queues,
  presence,
  working,
  phone,
});

/** The first one is the administrator of an organization that has nobody else. */
export const agents: readonly SeedAgent[] = [
  agent('Freja', 'Lindholm', 'care', ['da', 'en'], ['general', 'orders'], 'Working', ['Email', 'InteractiveChat', 'Messaging'], '+4510204001'),
  agent('Mads', 'Overgaard', 'care', ['da', 'en'], ['general', 'orders'], 'Working', ['Email', 'InteractiveChat', 'Messaging', 'Speak'], '+4510204002'),
  agent('Clara', 'Hoffmann', 'dach', ['de', 'en'], ['germany', 'general', 'orders'], 'Working', ['Email', 'InteractiveChat', 'Speak'], '+493023125011'),
  agent('Jonas', 'Brandt', 'dach', ['de', 'en'], ['germany', 'workshop', 'orders'], 'Away', ['Email']),
  agent('Priya', 'Raman', 'care', ['en'], ['general', 'orders'], 'Working', ['InteractiveChat', 'Messaging']),
  agent('Oliver', 'Whitcombe', 'workshop', ['en'], ['workshop', 'orders'], 'Away', null),
  agent('Signe', 'Kjær', 'workshop', ['da', 'en'], ['workshop', 'general'], null, null, '+4510204007'),
  agent('Tomasz', 'Zieliński', 'dach', ['de', 'en'], ['germany', 'general', 'workshop'], null, null),
];

export const teams = [
  { name: 'care', title: 'Customer care' },
  { name: 'workshop', title: 'Workshop' },
  { name: 'dach', title: 'DACH' },
] as const;

/** Machines that talk to customers, each through a person of its own. */
export const aiAgents = [
  { name: 'pedal', title: 'Pedal', kind: 'MimSupport' },
  { name: 'ada', title: 'Ada for the web shop', kind: 'Ada' },
] as const;

export interface Customer {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly language: Language;
  readonly city: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly otherEmails: readonly string[];
  readonly externalId: string | null;
  /** Values by the identifier of the attribute. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

type Extras = Partial<Pick<Customer, 'externalId' | 'otherEmails' | 'attributes'>>;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');

function customer(language: Language, fullName: string, city: string, domain: string | null, phone: string | null, extras: Extras = {}): Customer {
  const [first = '', ...rest] = fullName.split(' ');
  const last = rest.join(' ');
  const name = `${plain(first)}.${plain(last)}`;
  return { name, first, last, language, city, email: domain === null ? null : `${name}@${domain}`, phone, otherEmails: [], externalId: null, attributes: {}, ...extras };
}

const shopper = (number: number, model?: string): Extras => ({
  externalId: `shop-${number}`,
  attributes: { customer_number: `K-${number}`, customer_type: ['private'], ...(model === undefined ? {} : { bicycle_model: model }) },
});

const company = (number: number, kind: string, extras: Extras = {}): Extras => ({
  externalId: `erp-${number}`,
  attributes: { customer_number: `B-${number}`, customer_type: ['business', kind] },
  ...extras,
});

/** Telephone numbers lie in ranges that no country gives to subscribers. */
export const customers: readonly Customer[] = [
  customer('da', 'Emma Nørgaard', 'Aarhus', 'example.com', '+4510301101', shopper(20114, 'Fyr E-Trek')),
  customer('da', 'Rasmus Holm', 'Odense', 'example.org', '+4510301102', shopper(20131)),
  customer('da', 'Karen Bjerregaard', 'København', 'example.com', '+4510301103', { otherEmails: ['kbj@example.net'], ...shopper(19872, 'Nordhavn City 7') }),
  customer('da', 'Ali Demir', 'Aalborg', 'example.net', '+4510301104'),
  customer('da', 'Søren Thygesen', 'Esbjerg', 'example.com', null, company(4410, 'rental')),
  customer('da', 'Line Frandsen', 'Roskilde', 'example.org', '+4510301106', shopper(20455)),
  customer('da', 'Mikkel Dam', 'København', null, '+4510301107'),
  customer('da', 'Ida Vestergaard', 'Vejle', 'example.com', '+4510301108', shopper(20611, 'Lille Cargo')),
  customer('da', 'Henrik Lauritsen', 'Horsens', 'example.net', null),
  customer('da', 'Nanna Bruun', 'København', 'example.com', '+4510301110', { otherEmails: ['nanna@example.org', 'bruun.familie@example.net'] }),
  customer('de', 'Katharina Vogel', 'Hamburg', 'example.org', '+4917604069021', shopper(31007, 'Kattegat Gravel')),
  customer('de', 'Lukas Brenner', 'Berlin', 'example.com', '+4917604069022', shopper(31012)),
  customer('de', 'Aylin Kaya', 'Köln', 'example.net', '+4917604069023'),
  customer('de', 'Matthias Engel', 'Leipzig', 'example.com', null, company(5120, 'fleet', { otherEmails: ['fuhrpark@example.org'] })),
  customer('de', 'Sabine Großkopf', 'Bremen', 'example.org', '+4917604069025', shopper(31140, 'Fyr E-Trek')),
  customer('de', 'Florian Huber', 'München', 'example.com', '+4917604069026'),
  customer('de', 'Ursula Steiner', 'Zürich', 'example.net', null, shopper(31555)),
  customer('de', 'Dominik Leitner', 'Wien', 'example.com', null),
  customer('de', 'Greta Petersen', 'Flensburg', 'example.org', '+4917604069029', shopper(31602, 'Skagen Kids 20')),
  customer('de', 'Mehmet Yıldız', 'Hannover', null, '+4917604069030'),
  customer('en', 'Hannah Whitfield', 'Leeds', 'example.com', '+447700900121', shopper(40018, 'Nordhavn City 7')),
  customer('en', 'George Okafor', 'Manchester', 'example.org', '+447700900122', shopper(40021)),
  customer('en', 'Siobhán Kelleher', 'Cork', 'example.net', '+353209100123', { otherEmails: ['skelleher@example.com'] }),
  customer('en', 'Daniel Rivera', 'Washington', 'example.com', '+12025550124', shopper(40077, 'Kattegat Gravel')),
  customer('en', 'Elin Sjöberg', 'Malmö', 'example.org', '+46701740625', shopper(40102)),
  customer('en', 'Pieter de Groot', 'Utrecht', 'example.com', null, company(6204, 'retail')),
  customer('en', 'Camille Laurent', 'Lille', 'example.net', '+33639981127'),
  customer('en', 'Agnieszka Nowak', 'Gdańsk', 'example.com', null, shopper(40230)),
  customer('en', 'Tom Ellery', 'Bristol', null, '+447700900129'),
  customer('en', 'Ingrid Solheim', 'Bergen', 'example.org', null, company(6311, 'fleet')),
];

const fullName = (person: { first: string; last: string }): string => `${person.first} ${person.last}`;

/** The `person` rows: agents, the AI agents' own persons, end users. */
export function personRows(scope: Scope, withAdmin: boolean): Row[] {
  const base = { organization_id: scope.organizationId, middle_names: [], avatar_url: null };
  const staff = agents.map((one, index) => ({
    ...base,
    id: scope.id('agent', one.name),
    kind: 'Agent',
    roles: withAdmin && index === 0 ? ['Agent', 'Admin'] : ['Agent'],
    display_name: fullName(one),
    email: `${one.name}@nordhavn-cycles.example`,
    phone_number: one.phone,
    additional_emails: [],
    additional_phone_numbers: [],
    first_name: one.first,
    last_name: one.last,
    external_id: null,
    custom_attributes: {},
    ...dates(scope.at - (400 - 20 * index) * DAY),
  }));
  const machines = aiAgents.map((one, index) => ({
    ...base,
    id: scope.id('agent', one.name),
    kind: 'Agent',
    roles: [],
    display_name: one.title,
    email: `${one.name}@bots.nordhavn-cycles.example`,
    phone_number: null,
    additional_emails: [],
    additional_phone_numbers: [],
    first_name: null,
    last_name: null,
    external_id: null,
    custom_attributes: {},
    ...dates(scope.at - (150 - index) * DAY),
  }));
  const buyers = customers.map((one, index) => ({
    ...base,
    id: scope.id('customer', one.name),
    kind: 'EndUser',
    roles: [],
    display_name: fullName(one),
    email: one.email,
    phone_number: one.phone,
    additional_emails: one.otherEmails,
    additional_phone_numbers: [],
    first_name: one.first,
    last_name: one.last,
    external_id: one.externalId,
    custom_attributes: Object.fromEntries(Object.entries(one.attributes).map(([identifier, value]) => [scope.id('attribute', identifier), value])),
    ...dates(scope.at - (300 - 8 * ((index * 7) % customers.length)) * DAY - index * MINUTE),
  }));
  return [...staff, ...machines, ...buyers];
}

const dates = (ms: number): { created_at: string; updated_at: string } => ({ created_at: iso(ms), updated_at: iso(ms) });

export function aiAgentRows(scope: Scope): Row[] {
  return aiAgents.map((one) => ({
    organization_id: scope.organizationId,
    id: scope.id('ai-agent', one.name),
    name: one.title,
    kind: one.kind,
    person_id: scope.id('agent', one.name),
  }));
}

export function teamRows(scope: Scope): { teams: Row[]; members: Row[] } {
  const organization_id = scope.organizationId;
  return {
    teams: teams.map((team, index) => ({ organization_id, id: scope.id('team', team.name), name: team.title, created_at: iso(scope.at - (390 - index) * DAY) })),
    members: agents.map((one) => ({ organization_id, team_id: scope.id('team', one.team), person_id: scope.id('agent', one.name) })),
  };
}

export function presenceRows(scope: Scope): Row[] {
  return agents.map((one, index) => ({
    organization_id: scope.organizationId,
    person_id: scope.id('agent', one.name),
    connection_status: one.presence === null ? 'Offline' : 'Online',
    presence_status: one.presence,
    last_seen: iso(scope.at - (one.presence === null ? (14 + index) * HOUR : index * MINUTE)),
    working_channels: one.working ?? [],
  }));
}
