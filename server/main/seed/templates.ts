import { DAY, iso, type Row, type Scope } from './scope.ts';

interface SeedTemplate {
  readonly kind: 'EmailAutoReply' | 'QuickResponse';
  readonly name: string;
  readonly subject?: string;
  readonly content: string;
  readonly author: string;
  /** Texts in other languages. */
  readonly translations?: readonly { readonly locale: string; readonly subject?: string; readonly content: string; readonly isDeactivated?: boolean }[];
}

/** Placeholders stay as they are: whoever sends the text fills them in. */
const templates: readonly SeedTemplate[] = [
  {
    kind: 'EmailAutoReply',
    name: 'We have your message',
    subject: 'We have your message ({{csid}})',
    content: 'Hello {{requester_firstname}},<br><br>Thank you for writing. We answer within one working day. Your case has the number {{csid}}.<br><br>Nordhavn Cycles',
    author: 'freja',
    translations: [
      {
        locale: 'da',
        subject: 'Vi har modtaget din besked ({{csid}})',
        content: 'Hej {{requester_firstname}},<br><br>Tak for din besked. Vi svarer inden for én hverdag. Din sag har nummer {{csid}}.<br><br>Nordhavn Cycles',
      },
      {
        locale: 'de',
        subject: 'Ihre Nachricht ist da ({{csid}})',
        content: 'Guten Tag {{requester_firstname}},<br><br>vielen Dank für Ihre Nachricht. Wir antworten innerhalb eines Werktags. Ihr Anliegen hat die Nummer {{csid}}.<br><br>Nordhavn Räder',
      },
    ],
  },
  {
    kind: 'EmailAutoReply',
    name: 'Outside business hours',
    subject: 'We are back on the next working day',
    content: 'Hello {{requester_firstname}},<br><br>The shop is closed right now. We read your message first thing when we open.<br><br>Nordhavn Cycles',
    author: 'freja',
    translations: [{ locale: 'da', content: 'Hej {{requester_firstname}},<br><br>Butikken er lukket lige nu. Vi læser din besked, så snart vi åbner.<br><br>Nordhavn Cycles' }],
  },
  {
    kind: 'EmailAutoReply',
    name: 'Workshop booking received',
    subject: 'Your workshop booking',
    content: 'Hello {{requester_firstname}},<br><br>The workshop has your request and will suggest a time soon.<br><br>Nordhavn Cycles Workshop',
    author: 'signe',
  },
  {
    kind: 'QuickResponse',
    name: 'How to return a bicycle',
    content: 'Hi {{requester_firstname}}, you can return the bicycle within 30 days. I am sending you a label; our carrier picks the box up at your door. Best, {{agent_firstname}}',
    author: 'mads',
    translations: [
      {
        locale: 'da',
        content: 'Hej {{requester_firstname}}, du kan returnere cyklen inden for 30 dage. Jeg sender dig en label, og fragtmanden henter kassen hos dig. Venlig hilsen {{agent_firstname}}',
      },
      {
        locale: 'de',
        content:
          'Hallo {{requester_firstname}}, Sie können das Rad innerhalb von 30 Tagen zurückgeben. Ich sende Ihnen ein Etikett, die Spedition holt den Karton bei Ihnen ab. Viele Grüße, {{agent_firstname}}',
      },
    ],
  },
  {
    kind: 'QuickResponse',
    name: 'Where to find the frame number',
    content: 'The frame number is stamped under the bottom bracket, between the cranks. It starts with NC and has nine digits.',
    author: 'oliver',
    translations: [{ locale: 'da', content: 'Stelnummeret er præget under krankboksen. Det begynder med NC og har ni cifre.' }],
  },
  {
    kind: 'QuickResponse',
    name: 'Goodbye in a chat',
    content: 'Happy to help, {{requester_firstname}}. Have a nice ride! {{agent_firstname}}',
    author: 'priya',
    translations: [{ locale: 'de', content: 'Gern geschehen, {{requester_firstname}}. Gute Fahrt! {{agent_firstname}}', isDeactivated: true }],
  },
];

export function templateRows(scope: Scope): Row[] {
  return templates.map((template, index) => {
    const createdAt = iso(scope.at - (330 - index) * DAY);
    const edited = index % 2 === 0;
    const updatedAt = edited ? iso(scope.at - (40 + index) * DAY) : createdAt;
    const createdBy = scope.id('agent', template.author);
    return {
      organization_id: scope.organizationId,
      id: scope.id('template', template.name),
      kind: template.kind,
      name: template.name,
      content: {
        content: template.content,
        ...(template.subject === undefined ? {} : { subject: template.subject }),
        createdBy,
        ...(edited ? { lastEditedBy: createdBy, lastEditedAt: updatedAt } : {}),
        ...(template.translations === undefined ? {} : { translations: template.translations.map((text) => ({ ...text, isDeactivated: text.isDeactivated ?? false })) }),
      },
      created_at: createdAt,
      updated_at: updatedAt,
    };
  });
}
