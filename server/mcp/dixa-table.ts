import { fetchFilters, followUp, importAll, startConversation } from './dixa-actions.ts';
import type { Arguments, ToolContext } from './tool.ts';

type Kind = 'string' | 'int' | 'bool' | 'object' | 'string[]' | 'int[]' | 'object[]' | readonly string[];

/** One tool of the vendor's server. */
export interface Row {
  readonly name: string;
  /** The operation behind it. */
  readonly call: string;
  /** Another form of that operation, where the parameters fit it better. */
  readonly route?: string;
  /** Names with a question mark may be left out. */
  readonly parameters?: Readonly<Record<string, Kind>>;
  /** Parameters that the vendor's tool lacks and without which the call cannot be made in all its forms. */
  readonly more?: Readonly<Record<string, Kind>>;
  /** In the place of the operation's own summary. */
  readonly title?: string;
  readonly says?: string;
  /** Makes the body of the arguments that are neither in the path nor in the query, under their names in the API. */
  readonly body?: (fields: Record<string, unknown>) => unknown;
  /** Operations that it calls besides. */
  readonly also?: readonly string[];
  readonly run?: (args: Arguments, ctx: ToolContext) => Promise<unknown>;
}

const page = { 'page_key?': 'string', 'page_limit?': 'int' } as const;
const conversation = { conversation_id: 'string' } as const;
const agentFields = {
  'additional_emails?': 'string[]',
  'additional_phone_numbers?': 'string[]',
  'first_name?': 'string',
  'last_name?': 'string',
  'middle_names?': 'string[]',
  'avatar_url?': 'string',
} as const;
const endUserFields = { 'email?': 'string', 'phone_number?': 'string', ...agentFields, 'external_id?': 'string' } as const;
const data = (name: string) => (fields: Record<string, unknown>) => ({ data: fields[name] });
const analytics = { timezone: 'string', 'period_filter?': 'object', 'csid_filter?': 'int[]', 'filters?': 'object[]' } as const;

const people: readonly Row[] = [
  { name: 'fetch_organization_details', call: 'getOrganization' },
  { name: 'fetch_agent_by_id', call: 'getAgentsAgentid', parameters: { agent_id: 'string' } },
  { name: 'list_agents', call: 'getAgents', parameters: { 'email?': 'string', 'phone?': 'string', ...page } },
  { name: 'list_agents_presence', call: 'getAgentsPresence' },
  { name: 'list_agent_teams', call: 'getAgentsAgentidTeams', parameters: { agent_id: 'string' } },
  { name: 'add_agent', call: 'postAgents', parameters: { display_name: 'string', email: 'string', 'phone_number?': 'string', ...agentFields } },
  { name: 'modify_agent_partial', call: 'patchAgentsAgentid', parameters: { agent_id: 'string', 'display_name?': 'string', ...agentFields } },
  { name: 'update_agent_full', call: 'putAgentsAgentid', parameters: { agent_id: 'string', display_name: 'string', 'phone_number?': 'string', ...agentFields } },
  {
    name: 'set_agent_working_channel',
    call: 'putAgentsAgentidPresenceWorking-channel',
    parameters: { agent_id: 'string', channel: ['Email', 'InteractiveChat', 'Messaging', 'Speak'], working: 'bool' },
  },
  { name: 'list_end_users', call: 'getEndusers', parameters: page },
  { name: 'fetch_end_user_by_id', call: 'getEndusersUserid', parameters: { user_id: 'string' } },
  { name: 'add_end_user', call: 'postEndusers', parameters: { display_name: 'string', ...endUserFields } },
  { name: 'add_end_users_bulk', call: 'postEndusersBulk', parameters: { end_users: 'object[]' }, body: data('endUsers') },
  { name: 'modify_end_user_partial', call: 'patchEndusersUserid', parameters: { user_id: 'string', 'display_name?': 'string', ...endUserFields } },
  { name: 'modify_end_users_bulk', call: 'patchEndusers', parameters: { end_users: 'object[]' }, body: data('endUsers') },
  { name: 'update_end_user_full', call: 'putEndusersUserid', parameters: { user_id: 'string', display_name: 'string', ...endUserFields } },
  { name: 'update_end_users_bulk', call: 'putEndusers', parameters: { end_users: 'object[]' }, body: data('endUsers') },
  {
    name: 'update_end_user_custom_attributes',
    call: 'patchEndusersUseridCustom-attributes',
    parameters: { user_id: 'string', custom_attributes: 'object' },
    body: (fields) => fields.customAttributes,
  },
  { name: 'list_end_user_conversations', call: 'getEndusersUseridConversations', parameters: { user_id: 'string', ...page } },
  { name: 'anonymize_end_user', call: 'patchEndusersUseridAnonymize', parameters: { user_id: 'string', 'force?': 'bool' } },
  { name: 'list_teams', call: 'getTeams' },
  { name: 'fetch_team_by_id', call: 'getTeamsTeamid', parameters: { team_id: 'string' } },
  { name: 'list_team_agents', call: 'getTeamsTeamidAgents', parameters: { team_id: 'string' } },
  { name: 'list_team_presence', call: 'getTeamsTeamidPresence', parameters: { team_id: 'string', ...page } },
  { name: 'add_team', call: 'postTeams', parameters: { name: 'string' } },
  { name: 'add_agents_to_team', call: 'patchTeamsTeamidAgents', parameters: { team_id: 'string', agent_ids: 'string[]' } },
  { name: 'remove_agents_from_team', call: 'deleteTeamsTeamidAgents', parameters: { team_id: 'string', agent_ids: 'string[]' } },
  { name: 'remove_team', call: 'deleteTeamsTeamid', parameters: { team_id: 'string' } },
];

const conversations: readonly Row[] = [
  { name: 'fetch_conversation_by_id', call: 'getConversationsConversationid', parameters: conversation },
  { name: 'list_conversation_flows', call: 'getConversationsFlows', route: 'GET /conversations/{conversationId}/flows', parameters: conversation },
  { name: 'list_conversation_activity_log', call: 'getConversationsConversationidActivitylog', parameters: conversation },
  { name: 'list_conversation_notes', call: 'getConversationsConversationidNotes', parameters: conversation },
  { name: 'list_linked_conversations', call: 'getConversationsConversationidLinked', parameters: conversation },
  { name: 'list_conversation_messages', call: 'getConversationsConversationidMessages', parameters: conversation },
  { name: 'list_organization_activity_log', call: 'getConversationsActivitylog', more: { ...page, 'from_datetime?': 'string', 'to_datetime?': 'string' } },
  { name: 'list_conversation_ratings', call: 'getConversationsConversationidRatings', parameters: conversation },
  { name: 'search_conversations', call: 'postSearchConversations', parameters: { ...page, 'filters?': 'object', 'query?': 'object' } },
  {
    name: 'start_conversation',
    call: 'postConversations',
    says: 'A chat needs `widget_id`; an SMS `contact_endpoint_id`; a callback `contact_endpoint_id` and `queue_id`; an e-mail and a contact form `email_integration_id` and `subject`.',
    parameters: {
      requester_id: 'string',
      conversation_type: ['Callback', 'Chat', 'ContactForm', 'Email', 'Sms'],
      message_content: 'string',
      message_type: ['Inbound', 'Outbound'],
      'subject?': 'string',
      'email_integration_id?': 'string',
      'language?': 'string',
      'agent_id?': 'string',
      'attachments?': 'object[]',
    },
    more: { 'widget_id?': 'string', 'contact_endpoint_id?': 'string', 'queue_id?': 'string' },
    body: startConversation,
  },
  {
    name: 'import_conversations',
    call: 'postConversationsImport',
    says: 'Each conversation by itself; the answer says for each what became of it.',
    parameters: { conversations: 'object[]' },
    run: importAll,
  },
  { name: 'add_conversation_note', call: 'postConversationsConversationidNotes', parameters: { ...conversation, message: 'string', 'agent_id?': 'string', 'created_at?': 'string' } },
  { name: 'add_conversation_notes_bulk', call: 'postConversationsConversationidNotesBulk', parameters: { ...conversation, notes: 'object[]' }, body: data('notes') },
  { name: 'anonymize_conversation', call: 'patchConversationsConversationidAnonymize', parameters: { ...conversation, 'force?': 'bool' } },
  { name: 'anonymize_conversation_message', call: 'patchConversationsConversationidMessagesMessageidAnonymize', parameters: { ...conversation, message_id: 'string' } },
  {
    name: 'update_conversation_custom_attributes',
    call: 'patchConversationsConversationidCustom-attributes',
    parameters: { ...conversation, custom_attributes: 'object' },
    body: (fields) => fields.customAttributes,
  },
  {
    name: 'tag_conversation_bulk',
    call: 'postConversationsConversationidTagsBulk',
    parameters: { ...conversation, tag_names: 'string[]' },
    body: ({ tagNames }) => ({ data: (tagNames as string[]).map((name) => ({ name })) }),
  },
  {
    name: 'assign_conversation_to_agent',
    call: 'putConversationsConversationidClaim',
    parameters: { ...conversation, agent_id: 'string', 'force?': 'bool' },
    says: 'A conversation that another agent holds is left alone unless `force` is true.',
    body: (fields) => ({ force: false, ...fields }),
  },
  { name: 'close_conversation', call: 'putConversationsConversationidClose', parameters: { ...conversation, 'user_id?': 'string' } },
  { name: 'link_conversation_to_parent', call: 'putConversationsConversationidLink', parameters: { ...conversation, parent_conversation_id: 'string' } },
  {
    name: 'set_conversation_followup_status',
    call: 'putConversationsConversationidFollowup',
    says: 'With `follow_up` true it is pending until `timestamp`, or for a day when that is left out; with false it comes back at once.',
    parameters: { ...conversation, follow_up: 'bool' },
    more: { 'timestamp?': 'string' },
    run: followUp,
  },
  { name: 'reopen_conversation', call: 'putConversationsConversationidReopen', parameters: conversation },
  { name: 'tag_conversation', call: 'putConversationsConversationidTagsTagid', parameters: { ...conversation, tag_id: 'string' } },
  { name: 'remove_tag_from_conversation', call: 'deleteConversationsConversationidTagsTagid', parameters: { ...conversation, tag_id: 'string' } },
  { name: 'list_conversation_tags', call: 'getConversationsConversationidTags', parameters: conversation },
];

const settings: readonly Row[] = [
  { name: 'check_business_hours_status', call: 'getBusiness-hoursSchedulesScheduleidStatus', parameters: { schedule_id: 'string', 'timestamp?': 'string' } },
  { name: 'list_business_hours_schedules', call: 'getBusiness-hoursSchedules' },
  { name: 'list_contact_endpoints', call: 'getContact-endpoints', parameters: { '_type?': 'string' } },
  { name: 'fetch_contact_endpoint_by_id', call: 'getContact-endpointsContactendpointid', parameters: { contact_endpoint_id: 'string' } },
  { name: 'fetch_custom_attribute_by_id', call: 'getCustom-attributesCustomattributeid', parameters: { custom_attribute_id: 'string' } },
  { name: 'list_custom_attributes', call: 'getCustom-attributes' },
  { name: 'list_queues', call: 'getQueues' },
  { name: 'fetch_queue_by_id', call: 'getQueuesQueueid', parameters: { queue_id: 'string' } },
  { name: 'check_queue_availability', call: 'getQueuesQueueidAvailability', parameters: { queue_id: 'string' } },
  {
    name: 'check_conversation_queue_position',
    call: 'getQueuesConversation-positionCsid',
    route: 'GET /queues/{queueId}/conversations/{conversationId}/position',
    parameters: { queue_id: 'string', ...conversation },
  },
  { name: 'list_queue_agents', call: 'getQueuesQueueidMembers', parameters: { queue_id: 'string' } },
  {
    name: 'add_queue',
    call: 'postQueues',
    parameters: {
      name: 'string',
      'call_functionality?': 'bool',
      'is_default?': 'bool',
      'queue_thresholds?': 'object',
      'offer_timeout?': 'int',
      'offer_algorithm?': 'string',
      'wrapup_timeout?': 'int',
      'priority?': 'int',
      'offer_abandoned_conversations?': 'bool',
      'do_not_offer_timeouts?': 'object',
      'is_do_not_offer_enabled?': 'bool',
      'preferred_agent_timeouts?': 'object',
      'is_preferred_agent_enabled?': 'bool',
      'preferred_agent_offline_timeout?': 'int',
      'personal_agent_offline_timeout?': 'int',
      'is_restricted?': 'bool',
    },
    body: (request) => ({ request }),
  },
  { name: 'assign_agents_to_queue', call: 'patchQueuesQueueidMembers', parameters: { queue_id: 'string', agent_ids: 'string[]' } },
  { name: 'remove_agents_from_queue', call: 'deleteQueuesQueueidMembers', parameters: { queue_id: 'string', agent_ids: 'string[]' } },
  { name: 'list_tags', call: 'getTags', parameters: { 'include_deactivated?': 'bool' } },
  { name: 'fetch_tag_by_id', call: 'getTagsTagid', parameters: { tag_id: 'string' } },
  { name: 'add_tag', call: 'postTags', parameters: { name: 'string', 'color?': 'string' } },
  { name: 'activate_tag', call: 'patchTagsTagidActivate', parameters: { tag_id: 'string' } },
  { name: 'deactivate_tag', call: 'patchTagsTagidDeactivate', parameters: { tag_id: 'string' } },
  { name: 'remove_tag', call: 'deleteTagsTagid', parameters: { tag_id: 'string' } },
];

const knowledgeAndReports: readonly Row[] = [
  { name: 'list_knowledge_articles', call: 'getKnowledgeArticles', parameters: page },
  { name: 'fetch_knowledge_article_by_id', call: 'getKnowledgeArticlesArticleid', parameters: { article_id: 'string' } },
  { name: 'add_knowledge_article', call: 'postKnowledgeArticles', parameters: { title: 'string', content: 'string', 'category_id?': 'string', 'published?': 'bool' } },
  {
    name: 'modify_knowledge_article',
    call: 'patchKnowledgeArticlesArticleid',
    parameters: { article_id: 'string', 'title?': 'string', 'content?': 'string', 'category_id?': 'string', 'published?': 'bool' },
  },
  { name: 'remove_knowledge_article', call: 'deleteKnowledgeArticlesArticleid', parameters: { article_id: 'string' } },
  { name: 'list_knowledge_categories', call: 'getKnowledgeCategories', parameters: page },
  { name: 'add_knowledge_category', call: 'postKnowledgeCategories', parameters: { name: 'string', 'parent_id?': 'string' } },
  {
    name: 'prepare_analytics_metric_query',
    title: 'Learn what a metric can be asked',
    says: 'Without `metric_id` it lists the metrics. With it: what the metric tells, by what it can be filtered, and the values of each filter.',
    call: 'getAnalyticsMetrics',
    also: ['getAnalyticsMetricsMetricid', 'getAnalyticsFilterFilterattribute'],
    parameters: { 'metric_id?': 'string', ...page },
    run: (args, ctx) => fetchFilters('metrics', 'metricId', args.metric_id, args, ctx),
  },
  {
    name: 'fetch_aggregated_data',
    call: 'postAnalyticsMetrics',
    parameters: { metric_id: 'string', ...analytics, 'aggregations?': 'string[]' },
    body: ({ metricId, ...rest }) => ({ id: metricId, ...rest }),
  },
  {
    name: 'prepare_analytics_record_query',
    title: 'Learn what records can be asked',
    says: 'Without `record_id` it lists the kinds of records. With it: the fields of a row, by what rows can be filtered, and the values of each filter.',
    call: 'getAnalyticsRecords',
    also: ['getAnalyticsRecordsRecordid', 'getAnalyticsFilterFilterattribute'],
    parameters: { 'record_id?': 'string', ...page },
    run: (args, ctx) => fetchFilters('records', 'recordId', args.record_id, args, ctx),
  },
  {
    name: 'fetch_unaggregated_data',
    call: 'postAnalyticsRecords',
    parameters: { record_id: 'string', ...analytics, ...page },
    body: ({ recordId, ...rest }) => ({ id: recordId, ...rest }),
  },
];

/** The tools of the vendor's server, the two that it keeps switched off among them. */
export const dixaTable: readonly Row[] = [...people, ...conversations, ...settings, ...knowledgeAndReports];
