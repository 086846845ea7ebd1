/**
 * The cast of the examples: one bicycle shop, one customer with a late delivery, two agents. Examples share these ids, so
 * that a reader can follow a conversation from call to call.
 */
export const sample = {
  conversationId: 10482,
  parentConversationId: 10317,
  customerId: '0193a5c2-6f1e-7b3a-9d40-5a1c8e2f7b10',
  agentId: '0193a5b0-11d2-7c4f-8e21-3f6b9a0c4d52',
  otherAgentId: '0193a5b0-2a9c-7e17-b0f3-6c2d81e59a04',
  queueId: '0193a5a1-7b60-7d28-a3c5-90e4f1b27d68',
  messageId: '0193a5c3-0d4b-7a96-8f12-e7c05b3a9d21',
  noteId: '0193a5c9-5e83-7f04-9b67-12d8c4a6f035',
  tagId: '0193a5a4-c217-7390-b5de-4f8a1069e27c',
  ratingId: '0193a5d4-8f3a-7c61-a208-b95e7d13f046',
  textAttributeId: '0193a5a8-3e95-7b02-8d4c-a16f0b7e2953',
  selectAttributeId: '0193a5a8-91f7-7d64-9c30-2be58d41f07a',
  requestId: '0193a5e1-6ac8-7215-b7f9-0d3e5c82a4b6',
  widgetId: '0193a5a2-4db1-7e89-90a6-c7f3125be80d',
  emailAddress: 'support@nordhavn-cycles.example',
  phoneNumber: '+4531234567',
} as const;
