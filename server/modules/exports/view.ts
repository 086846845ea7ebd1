import { textOfMessage } from '../search/index.ts';
import type { ConversationFacts, MessageFacts } from './store.ts';

const ms = (iso: string | null | undefined): number | null => (iso ? Date.parse(iso) : null);
const states: Readonly<Record<string, string>> = { Open: 'open', Closed: 'closed', Pending: 'pending', AwaitingPending: 'pending' };
const ratingTypes: Readonly<Record<string, string>> = { Csat: 'CSAT', Nps: 'NPS', ThumbsUpOrDown: 'THUMBS_UP_OR_DOWN' };

type Rating = NonNullable<ConversationFacts['ratings']>[number];

function viewRating(rating: Rating) {
  const at = rating.timestamps;
  return {
    rating_score: rating.score,
    rating_message: rating.comment,
    rating_type: ratingTypes[rating.type] ?? rating.type,
    rating_status: rating.status,
    rating_language: rating.language,
    rating_created_timestamp: ms(at.created_at),
    rating_offered_timestamp: ms(at.offered_at),
    rating_modified_timestamp: ms(at.modified_at),
    rating_rated_timestamp: ms(at.rated_at),
    rating_scheduled_timestamp: ms(at.scheduled_at),
    rating_scheduled_for_timestamp: ms(at.scheduled_for),
    rating_unscheduled_timestamp: ms(at.unscheduled_at),
    rating_cancelled_timestamp: ms(at.cancelled_at),
  };
}

/** Phone-like ends of a conversation: the organization's number stands on the side from which it was used. */
function phoneEnds(row: ConversationFacts) {
  const provisioned = row.endpoint?.kind === 'TelephonyEndpoint' ? { id: row.contact_point, name: row.endpoint.name } : { id: null, name: null };
  const none = { id: null, name: null };
  const [to, from] = row.direction === 'Outbound' ? [none, provisioned] : [provisioned, none];
  return {
    to_provisioned_phone_number_id: to.id,
    to_provisioned_phone_number_name: to.name,
    from_provisioned_phone_number_id: from.id,
    from_provisioned_phone_number_name: from.name,
  };
}

/** A row of the conversation export: every key is there, null when unknown; times in Unix milliseconds. */
export function viewExportedConversation(row: ConversationFacts, updatedAt: string) {
  const email = row.endpoint?.kind === 'EmailEndpoint';
  const csat = row.ratings?.find((rating) => rating.score !== null);
  const [created, closed, assigned] = [ms(row.created_at)!, ms(row.closed_at), ms(row.assigned_at)];
  return {
    id: row.id,
    created_at: created,
    updated_at: ms(updatedAt)!,
    closed_at: closed,
    queued_at: ms(row.queued_at),
    assigned_at: assigned,
    last_message_created_at: ms(row.last_message_at),
    anonymized_at: ms(row.anonymized_at),
    transfer_time: ms(row.transferred_at),
    initial_channel: row.channel.toLowerCase(),
    direction: row.direction?.toLowerCase() ?? null,
    status: states[row.state] ?? null,
    subject: row.subject,
    requester_id: row.requester_id,
    requester_name: row.requester?.name ?? null,
    requester_email: row.requester?.email ?? null,
    requester_phone_number: row.requester?.phone ?? null,
    requester_additional_emails: row.requester?.additional_emails ?? [],
    requester_additional_phone_numbers: row.requester?.additional_phone_numbers ?? [],
    queue_id: row.queue_id,
    queue_name: row.queue_name,
    assignee_id: row.assigned_agent_id,
    assignee_name: row.assignee?.name ?? null,
    assignee_email: row.assignee?.email ?? null,
    assignee_phone_number: row.assignee?.phone ?? null,
    ...phoneEnds(row),
    dixa_email_integration_id: email ? row.contact_point : null,
    dixa_email_integration_sender_name: email ? (row.endpoint?.name ?? null) : null,
    forwarding_email: null,
    facebook_page_id: null,
    facebook_page_name: null,
    widget_id: row.widget_name === null ? null : row.contact_point,
    widget_name: row.widget_name,
    transferee_name: null,
    transferee_number: null,
    originating_country: null,
    rating_message: csat?.comment ?? null,
    rating_score: csat?.score ?? null,
    total_duration: closed === null ? null : closed - created,
    handling_duration: closed === null || assigned === null ? null : Math.max(0, closed - assigned),
    conversation_wrapup_notes: [],
    tags: (row.tags ?? []).map((tag) => tag.name),
    tags_info: row.tags ?? [],
    custom_fields: (row.fields ?? []).map(({ value, ...field }) => ({ ...field, value: Array.isArray(value) ? value.join('/') : value })),
    ratings: (row.ratings ?? []).map(viewRating),
  };
}

type Contact = { readonly email?: string };
const emails = (list: unknown): string[] => (Array.isArray(list) ? list.map((contact: Contact) => contact.email ?? '').filter(Boolean) : []);
const urls = (list: unknown): string[] => (Array.isArray(list) ? list.map((file: { url?: string }) => file.url ?? '').filter(Boolean) : []);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A row of the message export. */
export function viewExportedMessage(row: MessageFacts) {
  const a = row.attributes;
  const phone = a._type === 'PhoneAttributes' || a._type === 'SmsAttributes';
  const recording = a._type === 'CallRecordingAttributes' ? text(a.recording) : null;
  return {
    id: row.id,
    csid: row.csid,
    created_at: ms(row.created_at)!,
    initial_channel: row.channel.toLowerCase(),
    author_id: row.author_id,
    author_name: row.author_name,
    author_email: row.author_email,
    direction: row.direction.toLowerCase(),
    text: textOfMessage(a) || null,
    from: text((a.from as Contact | undefined)?.email),
    to: emails(a.to),
    cc: emails(a.cc),
    bcc: emails(a.bcc),
    from_phone_number: phone ? text(a.from) : null,
    to_phone_number: phone ? text(a.to) : null,
    duration: typeof a.duration === 'number' ? a.duration : null,
    attached_files: urls(a.attachments),
    is_automated_message: a.isAutomated === true || a.isAutoReply === true,
    voicemail_url: row.channel === 'Voicemail' ? recording : null,
    recording_url: row.channel === 'Voicemail' ? null : recording,
    chat_input_question: null,
    chat_input_answer: null,
    chat_menu_text: null,
  };
}
