// Written by `npm run contract` from the operation table.
export interface components {
  schemas: {
    /** ActivityLogAttribute */
    ActivityLogAttribute: components["schemas"]["ConversationAssignedAttribute"] | components["schemas"]["ConversationAutoReplySentAttribute"] | components["schemas"]["ConversationChannelChangedAttribute"] | components["schemas"]["ConversationClaimedAttribute"] | components["schemas"]["ConversationCreatedAttribute"] | components["schemas"]["ConversationCustomAttributesUpdatedAttribute"] | components["schemas"]["ConversationEndUserReplacedAttribute"] | components["schemas"]["ConversationLanguageUpdatedAttribute"] | components["schemas"]["ConversationLinkedAttribute"] | components["schemas"]["ConversationOfferedAttribute"] | components["schemas"]["ConversationRatedAttribute"] | components["schemas"]["ConversationRatingNotOfferedAttribute"] | components["schemas"]["ConversationRatingOfferedAttribute"] | components["schemas"]["ConversationRatingScheduledAttribute"] | components["schemas"]["ConversationReservedAttribute"] | components["schemas"]["ConversationResolvedStateToggledAttribute"] | components["schemas"]["ConversationSubjectUpdatedAttribute"] | components["schemas"]["ConversationTranscriptionEndedAttribute"] | components["schemas"]["ConversationTransferredAttribute"] | components["schemas"]["ConversationUnassignedAttribute"] | components["schemas"]["MessageAddedAttribute"] | components["schemas"]["MessageRedactedAttribute"] | components["schemas"]["NoteAddedAttribute"] | components["schemas"]["TagAddedAttribute"] | components["schemas"]["TagRemovedAttribute"];
    /** ActivityLogEntry */
    ActivityLogEntry: {
      /** Format: uuid */
      id: string;
      /**
       * Format: int32
       * @description The number of the conversation.
       */
      conversationId: number;
      /** Format: date-time */
      activityTimestamp: string;
      /**
       * @description The old form of `_type`.
       * @enum {string}
       */
      activityType: "ConversationAssignedActivityType" | "ConversationAutoreplySentActivityType" | "UnknownActivityType" | "ConversationClaimedActivityType" | "ConversationClosedActivityType" | "ConversationCreatedByAgentActivityType" | "ConversationCreatedByCustomerActivityType" | "ConversationEndUserReplacedActivityType" | "ConversationLanguageUpdatedActivityType" | "ConversationOfferedActivityType" | "ConversationOfferAcceptedActivityType" | "ConversationOfferRejectedActivityType" | "ConversationOfferTimeoutActivityType" | "ConversationPendingActivityType" | "ConversationRatedActivityType" | "ConversationRatingCancelledActivityType" | "ConversationRatingOfferedActivityType" | "ConversationRatingScheduledActivityType" | "ConversationRatingUnscheduledActivityType" | "ConversationReopenedActivityType" | "ConversationReservedType" | "ConversationTranscriptionEndedActivityType" | "ConversationTranscriptionStartedActivityType" | "ConversationUnassignedActivityType" | "FollowupAddedActivityType" | "FollowupExpiredActivityType" | "FollowupRemovedActivityType" | "MessageAddedByAgentActivityType" | "MessageAddedByCustomerActivityType" | "NoteAddedActivityType" | "TagAddedActivityType" | "TagRemovedActivityType" | "TransferFailedActivityType" | "TransferInitiatedActivityType" | "TransferSuccessfulActivityType";
      /**
       * @description What happened.
       * @enum {string}
       */
      _type: "ConversationAssigned" | "ConversationAutoreplySent" | "ConversationChannelChanged" | "ConversationClaimed" | "ConversationClosed" | "ConversationCreatedByAgent" | "ConversationCreatedByCustomer" | "ConversationCustomAttributesUpdated" | "ConversationEndUserReplaced" | "ConversationLanguageUpdated" | "ConversationLinkedFromChild" | "ConversationLinkedToParent" | "ConversationMessageRedacted" | "ConversationOffered" | "ConversationOfferAccepted" | "ConversationOfferRejected" | "ConversationOfferTimeout" | "ConversationPending" | "ConversationRated" | "ConversationRatingCancelled" | "ConversationRatingNotOffered" | "ConversationRatingOffered" | "ConversationRatingScheduled" | "ConversationRatingUnscheduled" | "ConversationReopened" | "ConversationReserved" | "ConversationResolvedStateToggled" | "ConversationTranscriptionEnded" | "ConversationTranscriptionStarted" | "ConversationUnassigned" | "ConversationUnlinkedFromChild" | "ConversationUnlinkedToParent" | "FollowupAdded" | "FollowupExpired" | "FollowupRemoved" | "MessageAddedByAgent" | "MessageAddedByCustomer" | "NoteAdded" | "TagAdded" | "TagRemoved" | "TransferFailed" | "TransferInitiated" | "TransferSuccessful";
      author?: components["schemas"]["ActivityLogUser"];
      attributes?: components["schemas"]["ActivityLogAttribute"];
    };
    /** ActivityLogUser */
    ActivityLogUser: {
      id: string;
      name?: string;
      email?: string;
      phoneNumber?: string;
    };
    /** Agent */
    Agent: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      createdAt: string;
      /** @description The name to show. */
      displayName: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description `Agent`, and `Admin` for those who may change settings. */
      roles?: string[];
    };
    /** AgentId */
    AgentId: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "AgentId";
      operator: components["schemas"]["FieldCanHaveSingleValueOrBeEmptyOperator"];
    };
    /** AgentOutput */
    AgentOutput: {
      data: components["schemas"]["Agent"];
    };
    /** AgentPresenceDurationValue */
    AgentPresenceDurationValue: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "AgentPresenceDurationValue";
      /** @description How long agents were in each presence. */
      value?: components["schemas"]["PresenceDuration"][];
      description?: string;
    };
    /** AgentTeam */
    AgentTeam: {
      /** Format: uuid */
      id: string;
    };
    /** AgentTeamsOutput */
    AgentTeamsOutput: {
      data: components["schemas"]["AgentTeam"][];
    };
    /** AgentsToTeamInput */
    AgentsToTeamInput: {
      /** @description The agents. */
      agentIds?: string[];
    };
    /** AggregateMetadata */
    AggregateMetadata: {
      /** @enum {string} */
      measure: "Min" | "Max" | "Sum" | "Count" | "Percentage" | "AgentPresenceDuration" | "StdDev" | "Average";
      description?: string;
    };
    /** AggregateValue */
    AggregateValue: components["schemas"]["AgentPresenceDurationValue"] | components["schemas"]["DoubleAggregateValue"] | components["schemas"]["LongAggregateValue"];
    /** AnonymizationRequest */
    AnonymizationRequest: {
      /** Format: uuid */
      id: string;
      /**
       * @description The old form of `_type`.
       * @enum {string}
       */
      entityType: "ConversationAnonymizationType" | "MessageAnonymizationType" | "UnknownAnonymizationType" | "UserAnonymizationType";
      /**
       * @description What is anonymized.
       * @enum {string}
       */
      _type: "Conversation" | "Message" | "User";
      /** Format: date-time */
      initiatedAt: string;
      /** @description The id of the user, the number of the conversation, or both ids of a message as `<conversation>_<message>`. */
      targetEntityId: string;
      /**
       * Format: uuid
       * @description Who asked for it.
       */
      requestedBy: string;
      /**
       * Format: date-time
       * @description When it was done; absent until then.
       */
      processedAt?: string;
    };
    /** AnonymizeEntityInput */
    AnonymizeEntityInput: {
      /** @description The id of a user, or the number of a conversation. */
      entityId: string;
      /**
       * @description The old form of `_type`.
       * @enum {string}
       */
      entityType?: "ConversationAnonymizationType" | "MessageAnonymizationType" | "UnknownAnonymizationType" | "UserAnonymizationType";
      /** @description Whether open conversations are closed first. */
      forceAnonymization?: boolean;
      /**
       * @description What is to be anonymized. One of `_type` and `entityType` is needed.
       * @enum {string}
       */
      _type?: "Conversation" | "Message" | "User";
    };
    /** AnonymizeEntityOutput */
    AnonymizeEntityOutput: {
      data: components["schemas"]["AnonymizationRequest"];
    };
    /** AnonymizedConversation */
    AnonymizedConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "AnonymizedConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      /** Format: date-time */
      anonymizedAt: string;
    };
    /** Article */
    Article: {
      /** Format: uuid */
      id: string;
      translation?: components["schemas"]["Translation"];
      tags?: string[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /**
       * Format: date-time
       * @description When a text of it was last published.
       */
      indexedAt?: string;
      /** Format: uuid */
      createdBy?: string;
      /** Format: uuid */
      updatedBy?: string;
      /** Format: uuid */
      ownedBy?: string;
      /** Format: uuid */
      indexedBy?: string;
      /** @description Whether it lies where things go for which nobody named a place. */
      isDefaultLocation?: boolean;
      restrictions: components["schemas"]["Restrictions"];
      /**
       * Format: uuid
       * @description The category in which it lies; absent at the top of a collection.
       */
      parentCategory?: string;
      /** @description The collections to which it belongs. */
      parentCollections?: string[];
    };
    /** ArticleCatalogItem */
    ArticleCatalogItem: {
      /** Format: uuid */
      id: string;
      title?: components["schemas"]["TranslationTitle"];
    };
    /** ArticleContent */
    ArticleContent: {
      /** @description Cleaned of everything that could run. */
      html: string;
      plaintext: string;
    };
    /** ArticleTranslation */
    ArticleTranslation: {
      language: string;
      title: string;
      /** @description Whether search finds this very text. */
      isIndexedVersion: boolean;
      contents: components["schemas"]["ArticleContent"];
      availableAt: components["schemas"]["AvailableAt"];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: uuid */
      createdBy?: string;
      /** Format: uuid */
      updatedBy?: string;
    };
    /** ArticleTranslations */
    ArticleTranslations: {
      translations: components["schemas"]["TranslationList"];
    };
    /** AssignedDate */
    AssignedDate: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "AssignedDate";
      operator: components["schemas"]["TimestampOperator"];
    };
    /** Assignment */
    Assignment: {
      /** Format: uuid */
      agentId: string;
      /** Format: date-time */
      assignedAt: string;
    };
    /** AttachmentError */
    AttachmentError: {
      originalFilename: string;
      message: string;
      /**
       * Format: int32
       * @description 400 for a file that is not taken, 500 when storing it failed.
       */
      code: number;
    };
    /** AttachmentResult */
    AttachmentResult: {
      originalFilename: string;
      /** @description Where everybody can fetch it. */
      url: string;
    };
    /** Attachments */
    Attachments: {
      /** @enum {string} */
      _type: "Attachments";
      value?: components["schemas"]["FileMeta"][];
    };
    /** AvailableAt */
    AvailableAt: {
      /** @description Where customers read it. */
      helpCenterLinks?: components["schemas"]["HelpCenterLink"][];
    };
    /** BasicAuth */
    BasicAuth: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BasicAuth";
      username: string;
      password: string;
    };
    /** Between */
    Between: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Between";
      /** Format: date-time */
      timestampFrom: string;
      /** Format: date-time */
      timestampTo: string;
    };
    /** Between */
    Between1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Between";
      /**
       * Format: int64
       * @description In milliseconds.
       */
      min: number;
      /**
       * Format: int64
       * @description In milliseconds.
       */
      max: number;
    };
    /** BooleanField */
    BooleanField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BooleanField";
      value: boolean;
    };
    /** BrowserInfo */
    BrowserInfo: {
      /** @description The browser. */
      name: string;
      version?: string;
      ipAddress?: string;
      /** @description The page on which the chat began. */
      originatingUrl?: string;
    };
    /** BulkActionFailure */
    BulkActionFailure: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BulkActionFailure";
      error: components["schemas"]["BulkError"];
    };
    /** BulkActionFailure */
    BulkActionFailure1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BulkActionFailure";
      error: components["schemas"]["ErrorResponse"];
    };
    /** BulkActionOutcome */
    BulkActionOutcome: components["schemas"]["BulkActionFailure"] | components["schemas"]["BulkActionSuccess"];
    /** BulkActionOutcome */
    BulkActionOutcome1: components["schemas"]["BulkActionFailure"] | components["schemas"]["BulkActionSuccess2"];
    /** BulkActionOutcome */
    BulkActionOutcome2: components["schemas"]["BulkActionFailure"] | components["schemas"]["BulkActionSuccess3"];
    /** BulkActionSuccess */
    BulkActionSuccess: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BulkActionSuccess";
      data: components["schemas"]["Agent"];
    };
    /** BulkActionSuccess */
    BulkActionSuccess1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BulkActionSuccess";
      data: components["schemas"]["InternalNote"];
    };
    /** BulkActionSuccess */
    BulkActionSuccess2: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BulkActionSuccess";
      data: components["schemas"]["EndUser"];
    };
    /** BulkActionSuccess */
    BulkActionSuccess3: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "BulkActionSuccess";
      /** Format: uuid */
      data: string;
    };
    /** BulkCreateInternalNoteInput */
    BulkCreateInternalNoteInput: {
      data?: components["schemas"]["CreateInternalNoteInput"][];
    };
    /** BulkCreateNoteOutput */
    BulkCreateNoteOutput: {
      data: components["schemas"]["BulkNoteOutcome"][];
    };
    /** BulkError */
    BulkError: components["schemas"]["EmptyPatchSet"] | components["schemas"]["ErrorResponse1"] | components["schemas"]["Infrastructure"] | components["schemas"]["Integrity"] | components["schemas"]["InvalidArgument"] | components["schemas"]["NotFound"] | components["schemas"]["Validation"];
    /** BulkNoteOutcome */
    BulkNoteOutcome: components["schemas"]["BulkActionFailure1"] | components["schemas"]["BulkActionSuccess1"];
    /** BulkPatchAgentInput */
    BulkPatchAgentInput: {
      /** @description The agent to change. */
      id: string;
      /** @description The name to show. */
      displayName?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
    };
    /** BulkPatchEndUserInput */
    BulkPatchEndUserInput: {
      /**
       * Format: uuid
       * @description The end user to change.
       */
      id: string;
      /** @description The name to show. */
      displayName?: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description Your own reference. It may be shared. */
      externalId?: string;
    };
    /** BulkPatchEndUsersInput */
    BulkPatchEndUsersInput: {
      data?: components["schemas"]["BulkPatchEndUserInput"][];
    };
    /** BulkPatchEndUsersOutput */
    BulkPatchEndUsersOutput: {
      data?: components["schemas"]["BulkActionOutcome1"][];
    };
    /** BulkQueueEndpointInput */
    BulkQueueEndpointInput: {
      /** @description The agents. */
      agentIds?: string[];
    };
    /** BulkQueueEndpointOutput */
    BulkQueueEndpointOutput: {
      data?: components["schemas"]["BulkActionOutcome2"][];
    };
    /** BulkTagConversationInput */
    BulkTagConversationInput: {
      data?: components["schemas"]["TagConversationInput"][];
    };
    /** BulkUpdateAgentInput */
    BulkUpdateAgentInput: {
      /** @description The agent to change. */
      id: string;
      /** @description The name to show. */
      displayName: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
    };
    /** BulkUpdateAgentOutput */
    BulkUpdateAgentOutput: {
      data?: components["schemas"]["BulkActionOutcome"][];
    };
    /** BulkUpdateEndUserInput */
    BulkUpdateEndUserInput: {
      /**
       * Format: uuid
       * @description The end user to change.
       */
      id: string;
      /** @description The name to show. */
      displayName: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description Your own reference. It may be shared. */
      externalId?: string;
    };
    /** BulkUpdateEndUsersInput */
    BulkUpdateEndUsersInput: {
      data?: components["schemas"]["BulkUpdateEndUserInput"][];
    };
    /** BulkUpdateEndUsersOutput */
    BulkUpdateEndUsersOutput: {
      data?: components["schemas"]["BulkActionOutcome1"][];
    };
    /** BusinessHour */
    BusinessHour: {
      name: string;
      /**
       * Format: int32
       * @description 1 for Monday to 7 for Sunday.
       */
      dayOfWeek?: number;
      /** @enum {string} */
      businessHourType: "Exception" | "Holiday" | "Regular";
      /** @enum {string} */
      status: "Closed" | "Open";
      /** @description When it is open; all day when there is none. */
      intervals?: components["schemas"]["TimeInterval"][];
      recurring?: components["schemas"]["Recurring"];
      /** @description From which day on it holds, such as `2026-01-05`. */
      startDate: string;
      /** @description The day on which it holds. */
      nextDate?: string;
    };
    /** BusinessHourException */
    BusinessHourException: {
      name: string;
      /** @enum {string} */
      businessHourType: "Exception" | "Holiday";
      /** @enum {string} */
      status: "Closed" | "Open";
      /** @description When it is open; all day when there is none. */
      intervals?: components["schemas"]["TimeInterval"][];
      recurring?: components["schemas"]["Recurring"];
      /** @description From which day on it holds, such as `2026-01-05`. */
      startDate: string;
      /** @description The day on which it holds. */
      nextDate?: string;
    };
    /** BusinessHourRegular */
    BusinessHourRegular: {
      name: string;
      /**
       * Format: int32
       * @description 1 for Monday to 7 for Sunday.
       */
      dayOfWeek?: number;
      /** @enum {string} */
      businessHourType: "Regular";
      /** @enum {string} */
      status: "Closed" | "Open";
      /** @description When it is open; all day when there is none. */
      intervals?: components["schemas"]["TimeInterval"][];
      /** @description From which day on it holds, such as `2026-01-05`. */
      startDate: string;
    };
    /** BusinessHoursSchedule */
    BusinessHoursSchedule: {
      name: string;
      id: string;
    };
    /** BusinessHoursScheduleDefinition */
    BusinessHoursScheduleDefinition: {
      id: string;
      name: string;
      /** @description The IANA name of the zone in which all times of the schedule are told, such as `Europe/Copenhagen`. */
      timezone: string;
      /** @description What holds every week. */
      businessHours?: components["schemas"]["BusinessHourRegular"][];
      /** @description What takes the place of the weekly hours of a day. */
      exceptions?: components["schemas"]["BusinessHourException"][];
    };
    /** BusinessHoursUpcomingSchedule */
    BusinessHoursUpcomingSchedule: {
      id: string;
      name: string;
      /** @description The IANA name of the zone in which all times of the schedule are told, such as `Europe/Copenhagen`. */
      timezone: string;
      /** @description One entry for each day it decides, by date. */
      businessHours?: components["schemas"]["BusinessHour"][];
    };
    /** CallRecordingAttributes */
    CallRecordingAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "CallRecordingAttributes";
      /**
       * Format: int32
       * @description In seconds.
       */
      duration?: number;
      /** @description Where the recording can be fetched. */
      recording: string;
    };
    /** Callback */
    Callback: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Callback";
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      direction: "Inbound" | "Outbound";
      /** @description The number of the organization to call from. */
      contactEndpointId: string;
      /**
       * Format: uuid
       * @description Where the call waits for an agent.
       */
      queueId: string;
    };
    /** Category */
    Category: {
      /** Format: uuid */
      id: string;
      title?: components["schemas"]["TranslationTitle"];
      /** @description Whether it cannot be changed. */
      isLocked: boolean;
      /** @description Whether it lies where things go for which nobody named a place. */
      isDefaultLocation?: boolean;
      restrictions: components["schemas"]["Restrictions"];
      /**
       * Format: uuid
       * @description The category in which it lies; absent at the top of a collection.
       */
      parentCategory?: string;
      /** @description The collections to which it belongs. */
      parentCollections?: string[];
    };
    /** CategoryCatalogItem */
    CategoryCatalogItem: {
      /** Format: uuid */
      id: string;
      title?: components["schemas"]["TranslationTitle"];
      categories?: components["schemas"]["CategoryCatalogItem"][];
      articles?: components["schemas"]["ArticleCatalogItem"][];
    };
    /** CategoryTranslations */
    CategoryTranslations: {
      titles?: components["schemas"]["TranslationTitle"][];
    };
    /** Channel */
    Channel: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Channel";
      operator: components["schemas"]["ChannelOperator"];
    };
    /** ChannelAvailability */
    ChannelAvailability: components["schemas"]["GenericChannel"];
    /** ChannelAvailabilityError */
    ChannelAvailabilityError: components["schemas"]["UnexpectedError"];
    /** ChannelAvailabilityOutcome */
    ChannelAvailabilityOutcome: components["schemas"]["Failure"] | components["schemas"]["Success"];
    /** ChannelOperator */
    ChannelOperator: components["schemas"]["IsNotOneOf1"] | components["schemas"]["IsOneOf1"];
    /** Chat */
    Chat: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Chat";
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /**
       * Format: uuid
       * @description The chat widget it belongs to.
       */
      widgetId: string;
      message: components["schemas"]["CreateMessageInput"];
      browserInfo?: components["schemas"]["BrowserInfo"];
      /** @description Two letters, such as `en`. */
      language?: string;
    };
    /** ChatAttributes */
    ChatAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ChatAttributes";
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      attachments: components["schemas"]["File"][];
      /** @description Whether it was written by a machine. */
      isAutomated: boolean;
    };
    /** ChatConversation */
    ChatConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ChatConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      browserInfo?: components["schemas"]["BrowserInfo"];
      /** @description Two letters, such as `en`. */
      language?: string;
    };
    /** Checksum */
    Checksum: {
      algorithm: string;
      hex: string;
    };
    /** ClaimConversationInput */
    ClaimConversationInput: {
      /**
       * Format: uuid
       * @description The agent who takes it.
       */
      agentId: string;
      /** @description False leaves a conversation alone that an agent holds already. True when left out. */
      force?: boolean;
    };
    /** CloseConversationInput */
    CloseConversationInput: {
      /**
       * Format: uuid
       * @description The agent in whose name it is done; the owner of the token when left out.
       */
      userId?: string;
    };
    /** ClosedDate */
    ClosedDate: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ClosedDate";
      operator: components["schemas"]["TimestampOperator"];
    };
    /** Closing */
    Closing: {
      /** Format: date-time */
      closedAt: string;
      /**
       * Format: uuid
       * @description The agent who closed it.
       */
      closedBy: string;
    };
    /** Collection */
    Collection: {
      /** Format: uuid */
      id: string;
      title: string;
      description?: string;
      /** @description Whether agents find it in the internal knowledge base. */
      internalKbEnabled: boolean;
      restrictions: components["schemas"]["Restrictions"];
    };
    /** CollectionCatalogItem */
    CollectionCatalogItem: {
      categories?: components["schemas"]["CategoryCatalogItem"][];
      articles?: components["schemas"]["ArticleCatalogItem"][];
    };
    /** CombinedFilters */
    CombinedFilters: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "CombinedFilters";
      /**
       * @description Whether every condition must hold, or one is enough.
       * @enum {string}
       */
      strategy: "All" | "Any";
      conditions: components["schemas"]["Condition"][];
    };
    /** Condition */
    Condition: components["schemas"]["IsNotOneOf5"] | components["schemas"]["IsOneOf5"];
    /** ContactEndpoint */
    ContactEndpoint: components["schemas"]["EmailEndpoint"] | components["schemas"]["TelephonyEndpoint"];
    /** ContactForm */
    ContactForm: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ContactForm";
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @description The e-mail address of the contact endpoint it goes through. */
      emailIntegrationId: string;
      subject: string;
      message: components["schemas"]["CreateMessageInput"];
      /** @description Two letters, such as `en`. */
      language?: string;
    };
    /** ContactFormAttributes */
    ContactFormAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ContactFormAttributes";
      emailContent?: components["schemas"]["EmailContent"];
      to: components["schemas"]["EmailContact"][];
      cc: components["schemas"]["EmailContact"][];
      bcc: components["schemas"]["EmailContact"][];
      /** @description Whether a machine answered, such as an absence note. */
      isAutoReply: boolean;
      inlineImages: components["schemas"]["File"][];
      attachments: components["schemas"]["File"][];
      /** @description Why it could not be delivered. */
      deliveryFailureReason?: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      originalContentUrl?: components["schemas"]["File"];
      from?: components["schemas"]["EmailContact"];
      /** @description Whom an answer goes to unless said otherwise. */
      replyDefaultToEmails?: components["schemas"]["EmailContact"][];
    };
    /** ContactFormConversation */
    ContactFormConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ContactFormConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      fromEmail: string;
      toEmail?: string;
      /** @description The address of the organization that it goes through. */
      integrationEmail?: string;
      /** @description Two letters, such as `en`. */
      language?: string;
      subject?: string;
    };
    /** ContactId */
    ContactId: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ContactId";
      operator: components["schemas"]["FieldHasSingleValueOperator"];
    };
    /** Content */
    Content: components["schemas"]["Html"] | components["schemas"]["Markdown"] | components["schemas"]["Text"];
    /** Conversation */
    Conversation: components["schemas"]["AnonymizedConversation"] | components["schemas"]["ChatConversation"] | components["schemas"]["ContactFormConversation"] | components["schemas"]["EmailConversation"] | components["schemas"]["FacebookMessengerConversation"] | components["schemas"]["GenericConversation"] | components["schemas"]["MessengerConversation"] | components["schemas"]["PstnPhoneConversation"] | components["schemas"]["SmsConversation"] | components["schemas"]["TwitterConversation"] | components["schemas"]["WhatsAppConversation"];
    /** ConversationAssignedAttribute */
    ConversationAssignedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationAssignedAttribute";
      agentId: string;
      agentName?: string;
    };
    /** ConversationAutoReplySentAttribute */
    ConversationAutoReplySentAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationAutoReplySentAttribute";
      templateName: string;
    };
    /** ConversationChannelChangedAttribute */
    ConversationChannelChangedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationChannelChangedAttribute";
      channelReference: string;
    };
    /** ConversationClaimedAttribute */
    ConversationClaimedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationClaimedAttribute";
      /** @description The name of the queue or agent it was taken from. */
      claimedFromLabel?: string;
      claimedFromType?: string;
    };
    /** ConversationCreatedAttribute */
    ConversationCreatedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationCreatedAttribute";
      subject?: string;
    };
    /** ConversationCustomAttributesUpdatedAttribute */
    ConversationCustomAttributesUpdatedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationCustomAttributesUpdatedAttribute";
      updatedAttributeIds?: string[];
      /** @description The new values by the names of their attributes. */
      updatedAttributeValues: {
        [key: string]: string[] | string;
      };
    };
    /** ConversationEndUserReplacedAttribute */
    ConversationEndUserReplacedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationEndUserReplacedAttribute";
      oldUser: components["schemas"]["ActivityLogUser"];
      newUser: components["schemas"]["ActivityLogUser"];
    };
    /** ConversationFlow */
    ConversationFlow: {
      /** Format: uuid */
      id: string;
      name: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** @description The contact endpoint behind which the flow runs. */
      contactEndpointId: string;
    };
    /** ConversationId */
    ConversationId: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationId";
      operator: components["schemas"]["FieldHasSingleValueOperator"];
    };
    /** ConversationLanguageUpdatedAttribute */
    ConversationLanguageUpdatedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationLanguageUpdatedAttribute";
      language: string;
    };
    /** ConversationLink */
    ConversationLink: components["schemas"]["EmailForward"] | components["schemas"]["FollowUp"] | components["schemas"]["SideConversation"];
    /** ConversationLinkedAttribute */
    ConversationLinkedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationLinkedAttribute";
      /** Format: int64 */
      child: number;
      /** Format: int64 */
      parent: number;
      linkType: string;
    };
    /** ConversationOfferedAttribute */
    ConversationOfferedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationOfferedAttribute";
      agentNames?: string[];
      queueLabel?: string;
    };
    /** ConversationQueue */
    ConversationQueue: {
      /** Format: uuid */
      id: string;
      /**
       * Format: date-time
       * @description Since when it waits there.
       */
      queuedAt?: string;
    };
    /** ConversationRatedAttribute */
    ConversationRatedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationRatedAttribute";
      agent?: components["schemas"]["ActivityLogUser"];
      /** Format: int32 */
      score?: number;
      message?: string;
    };
    /** ConversationRating */
    ConversationRating: {
      /** @description The questions of one survey share it. */
      id: string;
      /** Format: int32 */
      ratingScore?: number;
      /** @enum {string} */
      ratingType: "Csat" | "Nps" | "ThumbsUpOrDown";
      ratingComment?: string;
      /** @enum {string} */
      conversationChannel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** @description Who is rated. */
      agentId?: string;
      /** @description Who rates. */
      userId: string;
      /** @enum {string} */
      ratingStatus: "Unscheduled" | "Scheduled" | "Offered" | "Rated" | "Cancelled";
      language?: string;
      /** @description When it was scheduled, offered, rated: `scheduled_at`, `scheduled_for`, `offered_at`, `rated_at` and the like. */
      timestamps: {
        [key: string]: string;
      };
    };
    /** ConversationRatingNotOfferedAttribute */
    ConversationRatingNotOfferedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationRatingNotOfferedAttribute";
      /** @description The filters that kept it back. */
      evaluationFilters?: string;
    };
    /** ConversationRatingOfferedAttribute */
    ConversationRatingOfferedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationRatingOfferedAttribute";
      agent: components["schemas"]["ActivityLogUser"];
      user: components["schemas"]["ActivityLogUser"];
    };
    /** ConversationRatingScheduledAttribute */
    ConversationRatingScheduledAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationRatingScheduledAttribute";
      ratingScheduledTime: string;
    };
    /** ConversationReservedAttribute */
    ConversationReservedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationReservedAttribute";
      agent: components["schemas"]["ActivityLogUser"];
      queueId: string;
      queueName: string;
      reservationType: string;
      validUntil: string;
    };
    /** ConversationResolvedStateToggledAttribute */
    ConversationResolvedStateToggledAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationResolvedStateToggledAttribute";
      isResolved: boolean;
    };
    /** ConversationSearchHit */
    ConversationSearchHit: {
      /** Format: int64 */
      id: number;
      /** @description By field, the places that fit, with each hit inside `<em class="highlight">`. Empty without a query. */
      highlights: {
        [key: string]: string[];
      };
      innerHits?: components["schemas"]["ConversationSearchInnerHit"][];
    };
    /** ConversationSearchInnerHit */
    ConversationSearchInnerHit: {
      /** @description The message or note that fits. */
      id: string;
      /** @description By field, the place that fits. */
      highlight: {
        [key: string]: string;
      };
    };
    /** ConversationSearchWithFiltersHit */
    ConversationSearchWithFiltersHit: {
      /** Format: int64 */
      id: number;
      /** @description By field, the places that fit, with each hit inside `<em class="highlight">`. Empty without a query. */
      highlights: {
        [key: string]: string[];
      };
    };
    /** ConversationSubjectUpdatedAttribute */
    ConversationSubjectUpdatedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationSubjectUpdatedAttribute";
      oldSubject: string;
      newSubject: string;
    };
    /** ConversationTagsOutput */
    ConversationTagsOutput: {
      data: components["schemas"]["Tag"][];
    };
    /** ConversationTranscriptionEndedAttribute */
    ConversationTranscriptionEndedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationTranscriptionEndedAttribute";
      isSuccessful: boolean;
      failureReason?: string;
    };
    /** ConversationTransferredAttribute */
    ConversationTransferredAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationTransferredAttribute";
      transferType: string;
      destinationType: string;
      destinationId: string;
      /** @description The name of the queue it went to. */
      destinationLabel?: string;
      /** @description Why it failed. */
      reason?: string;
    };
    /** ConversationUnassignedAttribute */
    ConversationUnassignedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ConversationUnassignedAttribute";
      agent: components["schemas"]["ActivityLogUser"];
    };
    /** CreateAgentInput */
    CreateAgentInput: {
      /** @description The name to show. */
      displayName: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
    };
    /** CreateAgentsInput */
    CreateAgentsInput: {
      data?: components["schemas"]["CreateAgentInput"][];
    };
    /** CreateAgentsOutput */
    CreateAgentsOutput: {
      data?: components["schemas"]["BulkActionOutcome"][];
    };
    /** CreateConversationInput */
    CreateConversationInput: components["schemas"]["Callback"] | components["schemas"]["Chat"] | components["schemas"]["ContactForm"] | components["schemas"]["Email"] | components["schemas"]["Sms"];
    /** CreateConversationOutput */
    CreateConversationOutput: {
      data: components["schemas"]["CreatedConversation"];
    };
    /** CreateEndUserInput */
    CreateEndUserInput: {
      /** @description The name to show. */
      displayName?: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description Your own reference. It may be shared. */
      externalId?: string;
    };
    /** CreateEndUserOutput */
    CreateEndUserOutput: {
      data: components["schemas"]["EndUser"];
    };
    /** CreateEndUsersInput */
    CreateEndUsersInput: {
      data?: components["schemas"]["CreateEndUserInput"][];
    };
    /** CreateEndUsersOutput */
    CreateEndUsersOutput: {
      data?: components["schemas"]["BulkActionOutcome1"][];
    };
    /** CreateInternalNoteInput */
    CreateInternalNoteInput: {
      message: string;
      /**
       * Format: uuid
       * @description The author; the owner of the token when left out.
       */
      agentId?: string;
      /**
       * Format: date-time
       * @description When it was written, if not now. It may lie in the past.
       */
      createdAt?: string;
    };
    /** CreateKnowledgeArticleInput */
    CreateKnowledgeArticleInput: {
      /** @description The texts, at least one; each becomes a draft. */
      translations?: components["schemas"]["TranslationInput"][];
      /**
       * Format: uuid
       * @description A category, or a collection for the top of it.
       */
      parentId?: string;
      /** @description Tags to put on it. */
      tags?: string[];
      /** @description Whether the article is only there for trying out. */
      preRelease?: boolean;
    };
    /** CreateKnowledgeArticleOutput */
    CreateKnowledgeArticleOutput: {
      data: components["schemas"]["Article"];
    };
    /** CreateMessageInput */
    CreateMessageInput: components["schemas"]["Inbound"] | components["schemas"]["Outbound"];
    /** CreateMessageOutput */
    CreateMessageOutput: {
      data: components["schemas"]["CreatedMessage"];
    };
    /** CreateNoteOutput */
    CreateNoteOutput: {
      data: components["schemas"]["InternalNote"];
    };
    /** CreateOrUpdateQueueRequest */
    CreateOrUpdateQueueRequest: {
      /** @description It may be shared with another queue. */
      name: string;
      /** @description Whether calls can wait here. */
      callFunctionality: boolean;
      /** @description Whether conversations wait here that no flow sends elsewhere. There is one such queue at most. */
      isDefault: boolean;
      /** @description Whether agents pick conversations instead of being offered them. */
      isDoNotOfferEnabled: boolean;
      /** @description What sets off an alarm: `SlaTimeLimit` and `LongestWait` in seconds, `SlaPercentage`, `AvailableAgents`, `WaitingConversations`. */
      queueThresholds?: {
        [key: string]: number;
      };
      /**
       * @description To whom a conversation is offered first.
       * @enum {string}
       */
      offerAlgorithm?: "AgentPriorityOneAtATimeRandom" | "AllAtOnce" | "AgentPriorityLongestIdle" | "AgentPriorityAllAtOnce" | "LongestIdle" | "OneAtATimeRandom";
      /** @description How long a conversation waits to be picked before it is offered, in seconds, by channel. */
      doNotOfferTimeouts?: {
        [key: string]: number;
      };
      /**
       * Format: int32
       * @description How long an offer stands, in seconds.
       */
      offerTimeout?: number;
      /**
       * Format: int32
       * @description How much time an agent has after a conversation, in seconds.
       */
      wrapupTimeout?: number;
      /**
       * Format: int32
       * @description Where this queue stands among others.
       */
      priority?: number;
      /** @description Whether a conversation is offered although the customer has gone. */
      offerAbandonedConversations?: boolean;
      /** @description Whether a customer comes to the agent of last time first. */
      isPreferredAgentEnabled?: boolean;
      /** @description How long the preferred agent is waited for, in seconds, by channel. */
      preferredAgentTimeouts?: {
        [key: string]: number;
      };
      /**
       * Format: int32
       * @description How long a preferred agent who is offline is waited for, in seconds.
       */
      preferredAgentOfflineTimeout?: number;
      /**
       * Format: int32
       * @description How long an agent who was asked for and is offline is waited for, in seconds.
       */
      personalAgentOfflineTimeout?: number;
      /** @description Whether only members may take conversations. */
      isRestricted?: boolean;
    };
    /** CreateQueueInput */
    CreateQueueInput: {
      request: components["schemas"]["CreateOrUpdateQueueRequest"];
    };
    /** CreateQueueOutput */
    CreateQueueOutput: {
      data: components["schemas"]["Queue"];
    };
    /** CreateRatingOfferInput */
    CreateRatingOfferInput: {
      /** @description Who is asked; the requester of the conversation when left out. */
      userId?: string;
      /** @description Who is rated; the agent who most likely is when left out. */
      agentId?: string;
      /** @enum {string} */
      ratingType: "Csat" | "Nps" | "ThumbsUpOrDown";
      /**
       * Format: date-time
       * @description When the customer was asked.
       */
      offeredAt?: string;
    };
    /** CreateRatingOfferOutput */
    CreateRatingOfferOutput: {
      data: components["schemas"]["RatingOffer"];
    };
    /** CreateRatingResultInput */
    CreateRatingResultInput: {
      /** @description Not looked at: the offer says who was asked. */
      userId?: string;
      ratingResult: components["schemas"]["SubmittedRatingResult"];
      /** @description What the customer said besides. */
      comment?: string;
      /**
       * Format: date-time
       * @description When the customer rated.
       */
      submittedAt?: string;
    };
    /** CreateRatingResultOutput */
    CreateRatingResultOutput: {
      data: components["schemas"]["RatingResult"];
    };
    /** CreateTagInput */
    CreateTagInput: {
      name: string;
      /** @description A hexadecimal colour such as `#1F9D55`. */
      color?: string;
    };
    /** CreateTagOutput */
    CreateTagOutput: {
      data: components["schemas"]["Tag"];
    };
    /** CreateTeamInput */
    CreateTeamInput: {
      /** @description It may be shared with another team. */
      name: string;
    };
    /** CreateTeamOutput */
    CreateTeamOutput: {
      data: components["schemas"]["Team"];
    };
    /** CreateWebhookSubscriptionInput */
    CreateWebhookSubscriptionInput: {
      /** @description What people call it. */
      name: string;
      /** @description Where the events are sent, by http or https. */
      url: string;
      authorization: components["schemas"]["WebhookAuthorization"];
      customHeaders: components["schemas"]["Map_String"];
      /** @description The events to send; none when left out. */
      events?: ("AgentBannedEnduser" | "AgentBannedIp" | "AgentUnbannedEnduser" | "AgentUnbannedIp" | "ConversationAbandoned" | "ConversationAssigned" | "ConversationClosed" | "ConversationCreated" | "ConversationCustomAttributeUpdated" | "ConversationEndUserReplaced" | "ConversationEnqueued" | "ConversationMessageAdded" | "ConversationMessageDeliveryDelivered" | "ConversationMessageDeliveryFailed" | "ConversationMessageDeliveryInfo" | "ConversationMessageDeliverySeen" | "ConversationMessageDeliverySent" | "ConversationMessageDeliverySpamComplaint" | "ConversationNoteAdded" | "ConversationOpen" | "ConversationPending" | "ConversationPendingExpired" | "ConversationRated" | "ConversationTagAdded" | "ConversationTagRemoved" | "ConversationTransferred" | "ConversationUnassigned" | "SLAEvaluationAchieved" | "SLAEvaluationBreached" | "SLAEvaluationPending" | "SLAEvaluationVoided" | "TypingStarted")[];
      /** @description A disabled subscription is sent nothing. True when left out. */
      enabled?: boolean;
      filters?: components["schemas"]["Map_WebhookEventType_Filters"];
    };
    /** CreateWebhookSubscriptionOutput */
    CreateWebhookSubscriptionOutput: {
      data: components["schemas"]["WebhookSubscription"];
    };
    /** CreatedConversation */
    CreatedConversation: {
      /**
       * Format: int64
       * @description The number of the new conversation.
       */
      id: number;
    };
    /** CreatedMessage */
    CreatedMessage: {
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction: "Inbound" | "Internal" | "Outbound";
      /** Format: uuid */
      authorId: string;
      externalId?: string;
      /** Format: uuid */
      messageId?: string;
      /** Format: date-time */
      createdAt?: string;
    };
    /** CreationDate */
    CreationDate: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "CreationDate";
      operator: components["schemas"]["TimestampOperator"];
    };
    /** Csat */
    Csat: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Csat";
      /**
       * Format: int32
       * @description From 1 (worst) to 5 (best).
       */
      value: number;
    };
    /** CustomAttribute */
    CustomAttribute: {
      /**
       * Format: uuid
       * @description The definition of the attribute.
       */
      id: string;
      /** @description The label that people see. */
      name: string;
      /** @description The name that programs use. */
      identifier: string;
      value: string[] | string;
    };
    /** CustomAttribute */
    CustomAttribute1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "CustomAttribute";
      operator: components["schemas"]["CustomAttributeOperator"];
      /** @description The definition of the attribute. */
      attributeId: string;
    };
    /** CustomAttributeDefinition */
    CustomAttributeDefinition: {
      /** Format: uuid */
      id: string;
      /**
       * @description What carries the attribute: end users or conversations.
       * @enum {string}
       */
      entityType: "Contact" | "Conversation";
      /** @description The name that programs use. */
      identifier: string;
      /** @description The name that people see. */
      label: string;
      inputDefinition: components["schemas"]["CustomAttributeInputDefinition"];
      description?: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt?: string;
      /** @description Whether agents must fill it in. */
      isRequired: boolean;
      isArchived: boolean;
      isDeactivated: boolean;
    };
    /** CustomAttributeInputDefinition */
    CustomAttributeInputDefinition: components["schemas"]["Select1"] | components["schemas"]["Text2"];
    /** CustomAttributeOperator */
    CustomAttributeOperator: components["schemas"]["IsEmpty"] | components["schemas"]["IsNotEmpty"] | components["schemas"]["IsNotOneOf2"] | components["schemas"]["IsOneOf2"];
    /**
     * CustomAttributePatch
     * @description Values by the id of their definition: a text, or the path of options from the top down for a select. Null clears the attribute.
     */
    CustomAttributePatch: {
      [key: string]: string[] | (string | null);
    };
    /** DeleteAgentsFromTeamInput */
    DeleteAgentsFromTeamInput: {
      /** @description The agents. */
      agentIds?: string[];
    };
    /** DeliveryDetail */
    DeliveryDetail: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "DeliveryDetail";
      /** @description When it was sent. */
      deliveryTimestamp: string;
      /** @description Whether the receiver took it: any status from 200 to 299. */
      success: boolean;
      /**
       * Format: int32
       * @description The status of the answer; 0 when there was none.
       */
      responseCode: number;
      /** @description The beginning of the answer, or why there was none. */
      responseText: string;
    };
    /** DeliveryDetail */
    DeliveryDetail1: {
      /** @description When it was sent. */
      deliveryTimestamp: string;
      /** @description Whether the receiver took it: any status from 200 to 299. */
      success: boolean;
      /**
       * Format: int32
       * @description The status of the answer; 0 when there was none.
       */
      responseCode: number;
      /** @description The beginning of the answer, or why there was none. */
      responseText: string;
    };
    /** DeliveryStatus */
    DeliveryStatus: components["schemas"]["DeliveryDetail"] | components["schemas"]["NoRecentDelivery"];
    /** Direction */
    Direction: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Direction";
      operator: components["schemas"]["DirectionOperator"];
    };
    /** DirectionOperator */
    DirectionOperator: components["schemas"]["IsNotOneOf3"] | components["schemas"]["IsOneOf3"];
    /** DoubleAggregateValue */
    DoubleAggregateValue: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "DoubleAggregateValue";
      /** Format: double */
      value: number;
      /** @enum {string} */
      measure: "Min" | "Max" | "Sum" | "Count" | "Percentage" | "AgentPresenceDuration" | "StdDev" | "Average";
    };
    /** DoubleField */
    DoubleField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "DoubleField";
      /** Format: double */
      value: number;
    };
    /** Duration */
    Duration: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Duration";
      operator: components["schemas"]["DurationOperator"];
    };
    /** DurationOperator */
    DurationOperator: components["schemas"]["Between1"] | components["schemas"]["LongerThanOrEqualTo"] | components["schemas"]["ShorterThanOrEqualTo"];
    /** Email */
    Email: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Email";
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @description The e-mail address of the contact endpoint it goes through. */
      emailIntegrationId: string;
      subject: string;
      message: components["schemas"]["CreateMessageInput"];
      /** @description Two letters, such as `en`. */
      language?: string;
    };
    /** EmailAttributes */
    EmailAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "EmailAttributes";
      emailContent?: components["schemas"]["EmailContent"];
      to: components["schemas"]["EmailContact"][];
      cc: components["schemas"]["EmailContact"][];
      bcc: components["schemas"]["EmailContact"][];
      /** @description Whether a machine answered, such as an absence note. */
      isAutoReply: boolean;
      inlineImages: components["schemas"]["File"][];
      attachments: components["schemas"]["File"][];
      /** @description Why it could not be delivered. */
      deliveryFailureReason?: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      originalContentUrl?: components["schemas"]["File"];
      from: components["schemas"]["EmailContact"];
    };
    /** EmailAutoReply */
    EmailAutoReply: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "EmailAutoReply";
      id: string;
      name: string;
      /** @description The text. Placeholders such as `{{requester_firstname}}` stand as they are. */
      content: string;
      /** @description The agent who made it. */
      createdBy: string;
      createdAt: string;
      /** @description The agent who changed it last. */
      lastEditedBy?: string;
      lastEditedAt?: string;
      /** @description The same in other languages. */
      translations?: components["schemas"]["Translation1"][];
      subject?: string;
    };
    /** EmailContact */
    EmailContact: {
      email: string;
      name?: string;
    };
    /** EmailContent */
    EmailContent: components["schemas"]["Regular"] | components["schemas"]["TooLarge"];
    /** EmailConversation */
    EmailConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "EmailConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      toEmail: string;
      fromEmail: string;
      /** @description The address of the organization that it goes through. */
      integrationEmail: string;
      /** @description Two letters, such as `en`. */
      language?: string;
      subject?: string;
    };
    /** EmailEndpoint */
    EmailEndpoint: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "EmailEndpoint";
      /** @description The e-mail address; it is the id too. */
      address: string;
      /** @description The address that mail goes out under. */
      senderOverride?: string;
      /** @description What it is called among agents. */
      name?: string;
    };
    /** EmailForward */
    EmailForward: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "EmailForward";
      /**
       * Format: int64
       * @description The conversation above this one.
       */
      parentId: number;
    };
    /** EmptyPatchSet */
    EmptyPatchSet: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "EmptyPatchSet";
      /** @description The item it is about; of a new item the id that it would have got. */
      id: string;
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** EndUser */
    EndUser: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      createdAt: string;
      /** @description The name to show. */
      displayName?: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description Your own reference. It may be shared. */
      externalId?: string;
      /** @description Left out in lists. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
    };
    /** ErrorResponse */
    ErrorResponse: {
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** ErrorResponse */
    ErrorResponse1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ErrorResponse";
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** EventDeliveryLog */
    EventDeliveryLog: {
      deliveryDetail: components["schemas"]["DeliveryDetail1"];
      /** @description The JSON that was sent, as text. */
      payload: string;
    };
    /** EventDeliveryStatus */
    EventDeliveryStatus: {
      /** @enum {string} */
      event: "AgentBannedEnduser" | "AgentBannedIp" | "AgentUnbannedEnduser" | "AgentUnbannedIp" | "ConversationAbandoned" | "ConversationAssigned" | "ConversationClosed" | "ConversationCreated" | "ConversationCustomAttributeUpdated" | "ConversationEndUserReplaced" | "ConversationEnqueued" | "ConversationMessageAdded" | "ConversationMessageDeliveryDelivered" | "ConversationMessageDeliveryFailed" | "ConversationMessageDeliveryInfo" | "ConversationMessageDeliverySeen" | "ConversationMessageDeliverySent" | "ConversationMessageDeliverySpamComplaint" | "ConversationNoteAdded" | "ConversationOpen" | "ConversationPending" | "ConversationPendingExpired" | "ConversationRated" | "ConversationTagAdded" | "ConversationTagRemoved" | "ConversationTransferred" | "ConversationUnassigned" | "SLAEvaluationAchieved" | "SLAEvaluationBreached" | "SLAEvaluationPending" | "SLAEvaluationVoided" | "TypingStarted";
      deliveryStatus: components["schemas"]["DeliveryStatus"];
    };
    /** ExcludesAll */
    ExcludesAll: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ExcludesAll";
      values?: string[];
    };
    /** ExcludesOne */
    ExcludesOne: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ExcludesOne";
      values?: string[];
    };
    /** FacebookMessengerAttributes */
    FacebookMessengerAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "FacebookMessengerAttributes";
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      attachments?: components["schemas"]["File"][];
    };
    /** FacebookMessengerConversation */
    FacebookMessengerConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "FacebookMessengerConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
    };
    /** Failure */
    Failure: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Failure";
      error: components["schemas"]["ChannelAvailabilityError"];
    };
    /** Field */
    Field: {
      name: string;
      field?: components["schemas"]["FieldType"];
    };
    /** FieldCanHaveMultipleValuesOrBeEmptyOperator */
    FieldCanHaveMultipleValuesOrBeEmptyOperator: components["schemas"]["ExcludesAll"] | components["schemas"]["ExcludesOne"] | components["schemas"]["IncludesAll"] | components["schemas"]["IncludesOne"] | components["schemas"]["IsEmpty"] | components["schemas"]["IsNotEmpty"];
    /** FieldCanHaveSingleValueOrBeEmptyOperator */
    FieldCanHaveSingleValueOrBeEmptyOperator: components["schemas"]["IsEmpty"] | components["schemas"]["IsNotEmpty"] | components["schemas"]["IsNotOneOf"] | components["schemas"]["IsOneOf"];
    /** FieldHasSingleValueOperator */
    FieldHasSingleValueOperator: components["schemas"]["IsNotOneOf"] | components["schemas"]["IsOneOf"];
    /** FieldMetadata */
    FieldMetadata: {
      field: string;
      description: string;
      /** @description Whether a row may be without it. */
      nullable: boolean;
    };
    /** FieldType */
    FieldType: components["schemas"]["BooleanField"] | components["schemas"]["DoubleField"] | components["schemas"]["InstantField"] | components["schemas"]["IntField"] | components["schemas"]["LongField"] | components["schemas"]["StringField"] | components["schemas"]["UUIDField"] | components["schemas"]["ListField"] | components["schemas"]["TimestampField"];
    /** File */
    File: {
      /** @description Where the file can be fetched. */
      url: string;
      /** @description The file name to show. */
      prettyName?: string;
    };
    /** FileMeta */
    FileMeta: {
      url: string;
      name: string;
      mediaType: components["schemas"]["MimeType"];
      /** Format: int64 */
      bytesLength: number;
      checksum: components["schemas"]["Checksum"];
    };
    /** Filter */
    Filter: {
      /** @description One that the description of the metric or record names. Those of other metrics are passed over; an unknown one is refused with 400. */
      attribute: string;
      /** @description Any of these fits, whatever its letter case. None at all: no restriction. */
      values?: string[];
    };
    /** FilterMetadata */
    FilterMetadata: {
      /** @description What it looks at, such as `queue_id`. Its values have a call of their own. */
      filterAttribute: string;
      description?: string;
    };
    /** FilterValue */
    FilterValue: {
      /** @description What goes into a filter. */
      value: string;
      /** @description What people call it. */
      label?: string;
    };
    /** Filters */
    Filters: components["schemas"]["CombinedFilters"];
    /** FollowUp */
    FollowUp: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "FollowUp";
      /**
       * Format: int64
       * @description The conversation above this one.
       */
      parentId: number;
    };
    /** FollowupConversationInput */
    FollowupConversationInput: {
      /**
       * Format: date-time
       * @description When it comes back.
       */
      timestamp: string;
      /**
       * Format: uuid
       * @description The agent in whose name it is done; the owner of the token when left out.
       */
      userId?: string;
    };
    /** FormSubmission */
    FormSubmission: {
      /** @description The fields of the form by their labels. */
      values: {
        [key: string]: string | string[] | components["schemas"]["Attachments"] | components["schemas"]["Select"] | components["schemas"]["Text1"];
      };
    };
    /** GenericAttributes */
    GenericAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "GenericAttributes";
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      attachments?: components["schemas"]["File"][];
    };
    /** GenericChannel */
    GenericChannel: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "GenericChannel";
      /** @description The channel, such as `genericapimessaging`. */
      genericChannelName: string;
      /**
       * @description Whether somebody of the queue could answer now.
       * @enum {string}
       */
      availability: "Available" | "NotAvailable";
      /**
       * Format: int32
       * @description How many conversations wait; told when nobody could answer.
       */
      queueSize?: number;
    };
    /** GenericConversation */
    GenericConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "GenericConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      fromContactPointId?: string;
      toContactPointId?: string;
    };
    /** GenericConversationImport */
    GenericConversationImport: {
      /** @description `email`, `widgetchat`, or `genericapimessaging` for a channel of your own. */
      genericChannelName: string;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /**
       * @description For chats: whether the customer is still there.
       * @enum {string}
       */
      requesterConnectionStatus?: "Connected" | "Disconnected";
      /** @enum {string} */
      direction: "Inbound" | "Outbound";
      messages?: components["schemas"]["ImportMessageInput"][];
      /**
       * Format: date-time
       * @description When it began.
       */
      createdAt: string;
      assignment?: components["schemas"]["Assignment"];
      /** @description Your own reference. */
      externalId?: string;
      closing?: components["schemas"]["Closing"];
      /** @description For e-mail: `emailIntegrationId` and `subject`. For chats: `widgetId`, `browserInfo` and `language`. */
      attributes?: Record<string, never>;
      /** @description Not needed; `GenericConversationImport` when given. */
      _type?: string;
    };
    /** GetActivityLogOutput */
    GetActivityLogOutput: {
      data: components["schemas"]["ActivityLogEntry"][];
    };
    /** GetBusinessHoursScheduleDefinitionOutput */
    GetBusinessHoursScheduleDefinitionOutput: {
      data: components["schemas"]["GetBusinessHoursScheduleDefinitionResult"];
    };
    /** GetBusinessHoursScheduleDefinitionResult */
    GetBusinessHoursScheduleDefinitionResult: {
      schedule: components["schemas"]["BusinessHoursScheduleDefinition"];
    };
    /** GetBusinessOpenStatusOutput */
    GetBusinessOpenStatusOutput: {
      data: components["schemas"]["GetBusinessOpenStatusResult"];
    };
    /** GetBusinessOpenStatusResult */
    GetBusinessOpenStatusResult: {
      isOpen: boolean;
      /**
       * Format: date-time
       * @description The time that was asked about.
       */
      timestamp: string;
      /**
       * Format: date-time
       * @description When it opens next, while it is closed.
       */
      opensAt?: string;
      /**
       * Format: date-time
       * @description When it closes, while it is open.
       */
      closesAt?: string;
    };
    /** GetContactPointByIdOutput */
    GetContactPointByIdOutput: {
      data: components["schemas"]["ContactEndpoint"];
    };
    /** GetConversationOutput */
    GetConversationOutput: {
      data: components["schemas"]["Conversation"];
    };
    /** GetCustomAttributesDefinitionsOutput */
    GetCustomAttributesDefinitionsOutput: {
      data: components["schemas"]["CustomAttributeDefinition"];
    };
    /** GetEndUserOutput */
    GetEndUserOutput: {
      data: components["schemas"]["EndUser"];
    };
    /** GetFilterValuesOutput */
    GetFilterValuesOutput: {
      data: components["schemas"]["FilterValue"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** GetKnowledgeArticleOutput */
    GetKnowledgeArticleOutput: {
      data: components["schemas"]["Article"];
    };
    /** GetKnowledgeArticleTranslationsOutput */
    GetKnowledgeArticleTranslationsOutput: {
      data: components["schemas"]["ArticleTranslations"];
    };
    /** GetKnowledgeCategoryOutput */
    GetKnowledgeCategoryOutput: {
      data: components["schemas"]["Category"];
    };
    /** GetKnowledgeCategoryTranslationsOutput */
    GetKnowledgeCategoryTranslationsOutput: {
      data: components["schemas"]["CategoryTranslations"];
    };
    /** GetKnowledgeCollectionCatalogOutput */
    GetKnowledgeCollectionCatalogOutput: {
      data: components["schemas"]["CollectionCatalogItem"];
    };
    /** GetKnowledgeCollectionOutput */
    GetKnowledgeCollectionOutput: {
      data: components["schemas"]["Collection"];
    };
    /** GetMetricDataInput */
    GetMetricDataInput: components["schemas"]["GetMetricDataInputPeriodFilter"] | components["schemas"]["GetMetricDataInputCsidFilter"];
    /** GetMetricDataInputCsidFilter */
    GetMetricDataInputCsidFilter: {
      /** @description The metric, by its id in the catalogue. */
      id: string;
      /** @description All of them must fit. */
      filters?: components["schemas"]["Filter"][];
      /** @description An IANA name such as `Europe/Copenhagen`: where days begin and end. */
      timezone: string;
      /** @description What to tell; everything the metric has when left out. */
      aggregations?: ("Min" | "Max" | "Sum" | "Count" | "Percentage" | "AgentPresenceDuration" | "StdDev" | "Average")[];
      /** @description Only these conversations. */
      csidFilter?: number[];
    };
    /** GetMetricDataInputPeriodFilter */
    GetMetricDataInputPeriodFilter: {
      /** @description The metric, by its id in the catalogue. */
      id: string;
      /** @description All of them must fit. */
      filters?: components["schemas"]["Filter"][];
      /** @description An IANA name such as `Europe/Copenhagen`: where days begin and end. */
      timezone: string;
      /** @description What to tell; everything the metric has when left out. */
      aggregations?: ("Min" | "Max" | "Sum" | "Count" | "Percentage" | "AgentPresenceDuration" | "StdDev" | "Average")[];
      periodFilter: components["schemas"]["PeriodFilter"];
    };
    /** GetMetricDataOutput */
    GetMetricDataOutput: {
      data: components["schemas"]["MetricData"];
    };
    /** GetMetricOutput */
    GetMetricOutput: {
      data: components["schemas"]["MetricMetadata"];
    };
    /** GetMetricRecordOutput */
    GetMetricRecordOutput: {
      data: components["schemas"]["MetricRecordMetadata"];
    };
    /** GetMetricRecordsDataInput */
    GetMetricRecordsDataInput: components["schemas"]["GetMetricRecordsDataInputPeriodFilter"] | components["schemas"]["GetMetricRecordsDataInputCsidFilter"];
    /** GetMetricRecordsDataInputCsidFilter */
    GetMetricRecordsDataInputCsidFilter: {
      /** @description The record, by its id in the catalogue. */
      id: string;
      /** @description All of them must fit. */
      filters?: components["schemas"]["Filter"][];
      /** @description An IANA name such as `Europe/Copenhagen`: where days begin and end. */
      timezone: string;
      /** @description Only these conversations. */
      csidFilter?: number[];
    };
    /** GetMetricRecordsDataInputPeriodFilter */
    GetMetricRecordsDataInputPeriodFilter: {
      /** @description The record, by its id in the catalogue. */
      id: string;
      /** @description All of them must fit. */
      filters?: components["schemas"]["Filter"][];
      /** @description An IANA name such as `Europe/Copenhagen`: where days begin and end. */
      timezone: string;
      periodFilter: components["schemas"]["PeriodFilter"];
    };
    /** GetMetricRecordsDataOutput */
    GetMetricRecordsDataOutput: {
      data: components["schemas"]["MetricRecord"][];
      meta?: components["schemas"]["PaginationLinks"];
      /** @description The key of the next page, as it stands in `meta.next`; absent on the last page. */
      pageKey?: string;
    };
    /** GetMetricRecordsOutput */
    GetMetricRecordsOutput: {
      data: components["schemas"]["MetricRecordMetadata"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** GetMetricsOutput */
    GetMetricsOutput: {
      data: components["schemas"]["MetricMetadata"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** GetOrganizationOutput */
    GetOrganizationOutput: {
      data: components["schemas"]["OrganizationDetails"];
    };
    /** GetQueueByIdOutput */
    GetQueueByIdOutput: {
      data: components["schemas"]["Queue"];
    };
    /** GetQueuedConversationPositionOutput */
    GetQueuedConversationPositionOutput: {
      data: components["schemas"]["QueuedConversation"];
    };
    /** GetTagOutput */
    GetTagOutput: {
      data: components["schemas"]["Tag"];
    };
    /** GetUpcomingBusinessHoursScheduleOutput */
    GetUpcomingBusinessHoursScheduleOutput: {
      data: components["schemas"]["GetUpcomingBusinessHoursScheduleResult"];
    };
    /** GetUpcomingBusinessHoursScheduleResult */
    GetUpcomingBusinessHoursScheduleResult: {
      schedule: components["schemas"]["BusinessHoursUpcomingSchedule"];
    };
    /** GetWebhookEventDeliveryLogsOutput */
    GetWebhookEventDeliveryLogsOutput: {
      data?: components["schemas"]["EventDeliveryLog"][];
    };
    /** GetWebhookLastDeliveryStatusOutput */
    GetWebhookLastDeliveryStatusOutput: {
      data?: components["schemas"]["EventDeliveryStatus"][];
    };
    /** GetWebhookSubscriptionOutput */
    GetWebhookSubscriptionOutput: {
      data: components["schemas"]["WebhookSubscription"];
    };
    /** HelpCenterLink */
    HelpCenterLink: {
      id: string;
      name: string;
      url: string;
    };
    /** Html */
    Html: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Html";
      /** @description HTML. It is cleaned of scripts before anybody sees it. */
      value: string;
    };
    /** ImportConversationOutput */
    ImportConversationOutput: {
      data: components["schemas"]["ImportedConversation"];
    };
    /** ImportMessageInput */
    ImportMessageInput: components["schemas"]["InboundImport"] | components["schemas"]["OutboundImport"];
    /** ImportedConversation */
    ImportedConversation: {
      /**
       * Format: int64
       * @description The number of the new conversation.
       */
      id: number;
      /** @description What was left out of the import, and why. */
      partialErrors?: components["schemas"]["PartialError"][];
    };
    /** Inbound */
    Inbound: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Inbound";
      content: components["schemas"]["Content"];
      /** @description Files to fetch and keep with the message. */
      attachments?: components["schemas"]["File"][];
      /** @description For e-mail: the integration address that the message goes through. */
      integrationEmail?: string;
      /** @description Your own reference. A second message with the same one is refused. */
      externalId?: string;
    };
    /** InboundImport */
    InboundImport: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "InboundImport";
      content: components["schemas"]["Content"];
      attachments?: components["schemas"]["File"][];
      /** @description Your own reference. */
      externalId?: string;
      /**
       * Format: date-time
       * @description When it was written.
       */
      createdAt: string;
      /** @description For e-mail: `emailIntegrationId`, and `requesterId` when somebody other than the requester wrote. */
      attributes?: Record<string, never>;
    };
    /** IncludesAll */
    IncludesAll: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IncludesAll";
      values?: string[];
    };
    /** IncludesOne */
    IncludesOne: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IncludesOne";
      values?: string[];
    };
    /** Infrastructure */
    Infrastructure: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Infrastructure";
      /** @description The item it is about; of a new item the id that it would have got. */
      id: string;
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** InheritedRestriction */
    InheritedRestriction: {
      /** Format: uuid */
      fromCollection?: string;
      /** Format: uuid */
      fromCategory?: string;
    };
    /** InstantField */
    InstantField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "InstantField";
      /** Format: date-time */
      value: string;
    };
    /** IntField */
    IntField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IntField";
      /** Format: int32 */
      value: number;
    };
    /** Integrity */
    Integrity: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Integrity";
      /** @description The item it is about; of a new item the id that it would have got. */
      id: string;
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** InternalNote */
    InternalNote: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uuid
       * @description The agent who wrote it.
       */
      authorId: string;
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      csid: number;
      message: string;
    };
    /** Interval */
    Interval: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Interval";
      /**
       * Format: date-time
       * @description The first moment that counts.
       */
      start: string;
      /**
       * Format: date-time
       * @description The last moment that counts.
       */
      end: string;
    };
    /** InvalidArgument */
    InvalidArgument: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "InvalidArgument";
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** IsEmpty */
    IsEmpty: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsEmpty";
    };
    /** IsNotEmpty */
    IsNotEmpty: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotEmpty";
    };
    /** IsNotOneOf */
    IsNotOneOf: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotOneOf";
      values?: string[];
    };
    /** IsNotOneOf */
    IsNotOneOf1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotOneOf";
      values: ("email" | "contactform" | "chat" | "dixamessenger" | "phone" | "voicemail" | "callback" | "sms" | "facebookmessenger" | "whatsapp" | "adachat" | "digitalgeniuschat" | "kindlychat" | "genericapimessaging" | "trustpilot" | "yotpo")[];
    };
    /** IsNotOneOf */
    IsNotOneOf2: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotOneOf";
      /** @description Each value is a list: the path of options from the top down, or one text. */
      values?: string[][];
    };
    /** IsNotOneOf */
    IsNotOneOf3: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotOneOf";
      values: ("inbound" | "outbound" | "internal")[];
    };
    /** IsNotOneOf */
    IsNotOneOf4: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotOneOf";
      values: ("open" | "closed" | "pending")[];
    };
    /** IsNotOneOf */
    IsNotOneOf5: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsNotOneOf";
      /**
       * @description What of the conversation is looked at.
       * @enum {string}
       */
      field: "InitialChannel" | "OperationOrigin" | "QueueId";
      /** @description Channels such as `email` or `pstn_phone`, ids of queues, or `Api` and `ApiImport`. */
      values: string[];
    };
    /** IsOneOf */
    IsOneOf: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsOneOf";
      values?: string[];
    };
    /** IsOneOf */
    IsOneOf1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsOneOf";
      values: ("email" | "contactform" | "chat" | "dixamessenger" | "phone" | "voicemail" | "callback" | "sms" | "facebookmessenger" | "whatsapp" | "adachat" | "digitalgeniuschat" | "kindlychat" | "genericapimessaging" | "trustpilot" | "yotpo")[];
    };
    /** IsOneOf */
    IsOneOf2: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsOneOf";
      /** @description Each value is a list: the path of options from the top down, or one text. */
      values?: string[][];
    };
    /** IsOneOf */
    IsOneOf3: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsOneOf";
      values: ("inbound" | "outbound" | "internal")[];
    };
    /** IsOneOf */
    IsOneOf4: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsOneOf";
      values: ("open" | "closed" | "pending")[];
    };
    /** IsOneOf */
    IsOneOf5: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "IsOneOf";
      /**
       * @description What of the conversation is looked at.
       * @enum {string}
       */
      field: "InitialChannel" | "OperationOrigin" | "QueueId";
      /** @description Channels such as `email` or `pstn_phone`, ids of queues, or `Api` and `ApiImport`. */
      values: string[];
    };
    /** LastActivity */
    LastActivity: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "LastActivity";
      operator: components["schemas"]["TimestampOperator"];
    };
    /** LastMessage */
    LastMessage: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "LastMessage";
      operator: components["schemas"]["TimestampOperator"];
    };
    /** LinkConversationInput */
    LinkConversationInput: {
      /**
       * Format: int64
       * @description The conversation to link it to.
       */
      parentId: number;
      /** @enum {string} */
      linkType: "Related" | "SideConversation";
    };
    /** ListActivityLogOutput */
    ListActivityLogOutput: {
      data: components["schemas"]["ActivityLogEntry"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListAgentsOutput */
    ListAgentsOutput: {
      data: components["schemas"]["Agent"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListBusinessHoursSchedulesOutput */
    ListBusinessHoursSchedulesOutput: {
      data: components["schemas"]["ListBusinessHoursSchedulesResult"];
    };
    /** ListBusinessHoursSchedulesResult */
    ListBusinessHoursSchedulesResult: {
      schedules?: components["schemas"]["BusinessHoursSchedule"][];
    };
    /** ListContactPointsOutput */
    ListContactPointsOutput: {
      data: components["schemas"]["ContactEndpoint"][];
    };
    /** ListConversationRatingsOutput */
    ListConversationRatingsOutput: {
      data: components["schemas"]["ConversationRating"][];
    };
    /** ListCustomAttributesDefinitionsOutput */
    ListCustomAttributesDefinitionsOutput: {
      data: components["schemas"]["CustomAttributeDefinition"][];
    };
    /** ListEndUserConversationsOutput */
    ListEndUserConversationsOutput: {
      data: components["schemas"]["Conversation"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListEndUsersOutput */
    ListEndUsersOutput: {
      data: components["schemas"]["EndUser"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListField */
    ListField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ListField";
      values?: components["schemas"]["PrimitiveField"][];
    };
    /** ListFlowsOutput */
    ListFlowsOutput: {
      data: components["schemas"]["ConversationFlow"][];
    };
    /** ListInternalNotesOutput */
    ListInternalNotesOutput: {
      data: components["schemas"]["InternalNote"][];
    };
    /** ListKnowledgeCollectionsOutput */
    ListKnowledgeCollectionsOutput: {
      data: components["schemas"]["Collection"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListLinkedConversationsOutput */
    ListLinkedConversationsOutput: {
      data: components["schemas"]["Conversation"][];
    };
    /** ListMessagesOutput */
    ListMessagesOutput: {
      data: components["schemas"]["Message"][];
    };
    /** ListPresenceOutput */
    ListPresenceOutput: {
      data: components["schemas"]["UserPresence"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListQueuesOutput */
    ListQueuesOutput: {
      data: components["schemas"]["Queue"][];
    };
    /** ListTagsOutput */
    ListTagsOutput: {
      data: components["schemas"]["Tag"][];
    };
    /** ListTeamMembersOutput */
    ListTeamMembersOutput: {
      data: components["schemas"]["TeamMember"][];
    };
    /** ListTeamsOutput */
    ListTeamsOutput: {
      data: components["schemas"]["Team"][];
    };
    /** ListTemplatesOutput */
    ListTemplatesOutput: {
      data: components["schemas"]["Template"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** ListWebhookSubscriptionsEndpointOutput */
    ListWebhookSubscriptionsEndpointOutput: {
      data?: components["schemas"]["WebhookSubscription"][];
    };
    /** LongAggregateValue */
    LongAggregateValue: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "LongAggregateValue";
      /** Format: int64 */
      value: number;
      /** @enum {string} */
      measure: "Min" | "Max" | "Sum" | "Count" | "Percentage" | "AgentPresenceDuration" | "StdDev" | "Average";
    };
    /** LongField */
    LongField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "LongField";
      /** Format: int64 */
      value: number;
    };
    /** LongerThanOrEqualTo */
    LongerThanOrEqualTo: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "LongerThanOrEqualTo";
      /**
       * Format: int64
       * @description In milliseconds.
       */
      duration: number;
    };
    /**
     * Map_String
     * @description Sent with every event. They replace none of our own.
     */
    Map_String: {
      [key: string]: string;
    };
    /**
     * Map_WebhookEventType_Filters
     * @description Under `Conversation` for all events of conversations, or under the name of one event.
     */
    Map_WebhookEventType_Filters: {
      [key: string]: components["schemas"]["Filters"];
    };
    /** Markdown */
    Markdown: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Markdown";
      /** @description A small Markdown: bold, italic, strike-through (`~so~`), quotes, lists and inline code. */
      value: string;
    };
    /** Message */
    Message: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uuid
       * @description The agent or end user who wrote it.
       */
      authorId: string;
      /** @description The reference that its sender gave it. */
      externalId?: string;
      /** Format: date-time */
      createdAt: string;
      attributes: components["schemas"]["MessageAttributes"];
    };
    /** MessageAddedAttribute */
    MessageAddedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "MessageAddedAttribute";
      messageId: string;
      /** @description The address or number it came from. */
      fromEndpoint?: string;
      avatarUrl?: string;
    };
    /** MessageAttributes */
    MessageAttributes: components["schemas"]["CallRecordingAttributes"] | components["schemas"]["ChatAttributes"] | components["schemas"]["ContactFormAttributes"] | components["schemas"]["EmailAttributes"] | components["schemas"]["FacebookMessengerAttributes"] | components["schemas"]["GenericAttributes"] | components["schemas"]["MessengerFormAttributes"] | components["schemas"]["PhoneAttributes"] | components["schemas"]["SmsAttributes"] | components["schemas"]["TranscriptAttributes"] | components["schemas"]["TwitterAttributes"] | components["schemas"]["WhatsAppAttributes"];
    /** MessageRedactedAttribute */
    MessageRedactedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "MessageRedactedAttribute";
      messageId: string;
      wasTextRedacted: boolean;
      /**
       * Format: int32
       * @description How many of its files were removed.
       */
      numberOfDeletedFiles: number;
    };
    /** MessengerConversation */
    MessengerConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "MessengerConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      browserInfo?: components["schemas"]["BrowserInfo"];
      /** @description Two letters, such as `en`. */
      language?: string;
    };
    /** MessengerFormAttributes */
    MessengerFormAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "MessengerFormAttributes";
      formSubmission: components["schemas"]["FormSubmission"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      content?: components["schemas"]["Content"];
    };
    /** MetricData */
    MetricData: {
      id: string;
      aggregates: components["schemas"]["AggregateValue"][];
    };
    /** MetricMetadata */
    MetricMetadata: {
      id: string;
      description?: string;
      /** @description By what the conversations can be narrowed down. */
      filters: components["schemas"]["FilterMetadata"][];
      /** @description What can be told of it. */
      aggregations: components["schemas"]["AggregateMetadata"][];
      /** @description The records about the same thing; empty when there are none. */
      relatedRecordIds: string[];
    };
    /** MetricRecord */
    MetricRecord: {
      primaryTimestampField: components["schemas"]["PrimaryTimestampField"];
      value?: components["schemas"]["FieldType"];
      /** @description The columns; one without a value has no `field`. */
      fields: components["schemas"]["Field"][];
    };
    /** MetricRecordMetadata */
    MetricRecordMetadata: {
      id: string;
      description: string;
      /** @description By what the conversations can be narrowed down. */
      filters: components["schemas"]["FilterMetadata"][];
      /** @description The metrics about the same thing; empty when there are none. */
      relatedMetricIds: string[];
      /** @description What a row says. */
      fieldsMetadata: components["schemas"]["FieldMetadata"][];
    };
    /** MimeType */
    MimeType: {
      primary: string;
      sub: string;
    };
    /** NoAuth */
    NoAuth: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "NoAuth";
    };
    /** NoRecentDelivery */
    NoRecentDelivery: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "NoRecentDelivery";
    };
    /** NotFound */
    NotFound: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "NotFound";
      /** @description The item it is about; of a new item the id that it would have got. */
      id: string;
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** NoteAddedAttribute */
    NoteAddedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "NoteAddedAttribute";
      message: string;
      avatarUrl?: string;
    };
    /** Nps */
    Nps: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Nps";
      /**
       * Format: int32
       * @description From 0 (worst) to 10 (best).
       */
      value: number;
    };
    /** OrganizationDetails */
    OrganizationDetails: {
      id: string;
      name: string;
      /** @description Its short name, unique on this install. */
      subdomain: string;
      /** @enum {string} */
      status: "Active" | "Suspended";
      /** @description Where its picture can be fetched. */
      avatarUrl?: string;
    };
    /** Outbound */
    Outbound: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Outbound";
      content?: components["schemas"]["Content"];
      /**
       * Format: uuid
       * @description The agent who writes.
       */
      agentId: string;
      /** @description Files to fetch and keep with the message. */
      attachments?: components["schemas"]["File"][];
      /** @description For e-mail: the integration address that the message goes through. */
      integrationEmail?: string;
      /** @description Your own reference. A second message with the same one is refused. */
      externalId?: string;
      /** @description People who get a copy. */
      cc?: string[];
      /** @description People who get a copy without the others seeing it. */
      bcc?: string[];
    };
    /** OutboundImport */
    OutboundImport: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "OutboundImport";
      content: components["schemas"]["Content"];
      attachments?: components["schemas"]["File"][];
      /** @description Your own reference. */
      externalId?: string;
      /**
       * Format: date-time
       * @description When it was written.
       */
      createdAt: string;
      /**
       * Format: uuid
       * @description The agent who wrote.
       */
      agentId: string;
      /** @description For e-mail: `emailIntegrationId`, and lists of addresses `cc` and `bcc`. */
      attributes?: Record<string, never>;
    };
    /** PaginationLinks */
    PaginationLinks: {
      /** @description Root-relative link to the page before; absent on the first page. */
      previous?: string;
      /** @description Root-relative link to the next page; absent on the last page. */
      next?: string;
    };
    /** PartialError */
    PartialError: {
      message: string;
    };
    /** PatchAgentInput */
    PatchAgentInput: {
      /** @description The name to show. */
      displayName?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
    };
    /** PatchConversationCustomAttributesOutput */
    PatchConversationCustomAttributesOutput: {
      data: components["schemas"]["CustomAttribute"][];
    };
    /** PatchEndUserCustomAttributesOutput */
    PatchEndUserCustomAttributesOutput: {
      data: components["schemas"]["CustomAttribute"][];
    };
    /** PatchEndUserInput */
    PatchEndUserInput: {
      /** @description The name to show. */
      displayName?: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description Your own reference. It may be shared. */
      externalId?: string;
    };
    /** PatchEndUserOutput */
    PatchEndUserOutput: {
      data: components["schemas"]["EndUser"];
    };
    /** PatchWebhookSubscriptionInput */
    PatchWebhookSubscriptionInput: {
      /** @description What people call it. */
      name?: string;
      /** @description Where the events are sent, by http or https. */
      url?: string;
      authorization?: components["schemas"]["WebhookAuthorization"];
      customHeaders?: components["schemas"]["Map_String"];
      filters?: components["schemas"]["Map_WebhookEventType_Filters"];
      /** @description The events to send from now on. */
      events?: ("AgentBannedEnduser" | "AgentBannedIp" | "AgentUnbannedEnduser" | "AgentUnbannedIp" | "ConversationAbandoned" | "ConversationAssigned" | "ConversationClosed" | "ConversationCreated" | "ConversationCustomAttributeUpdated" | "ConversationEndUserReplaced" | "ConversationEnqueued" | "ConversationMessageAdded" | "ConversationMessageDeliveryDelivered" | "ConversationMessageDeliveryFailed" | "ConversationMessageDeliveryInfo" | "ConversationMessageDeliverySeen" | "ConversationMessageDeliverySent" | "ConversationMessageDeliverySpamComplaint" | "ConversationNoteAdded" | "ConversationOpen" | "ConversationPending" | "ConversationPendingExpired" | "ConversationRated" | "ConversationTagAdded" | "ConversationTagRemoved" | "ConversationTransferred" | "ConversationUnassigned" | "SLAEvaluationAchieved" | "SLAEvaluationBreached" | "SLAEvaluationPending" | "SLAEvaluationVoided" | "TypingStarted")[];
      enabled?: boolean;
    };
    /** PatchWebhookSubscriptionOutput */
    PatchWebhookSubscriptionOutput: {
      data: components["schemas"]["WebhookSubscription"];
    };
    /** PeriodFilter */
    PeriodFilter: components["schemas"]["Interval"] | components["schemas"]["Preset"];
    /** PhoneAttributes */
    PhoneAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "PhoneAttributes";
      from: string;
      to: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /**
       * Format: int32
       * @description In seconds.
       */
      duration?: number;
    };
    /** PresenceDuration */
    PresenceDuration: {
      /** Format: double */
      value: number;
      status: components["schemas"]["Status"];
    };
    /** Preset */
    Preset: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Preset";
      value: {
        /** @enum {string} */
        _type: "Today" | "Yesterday" | "ThisWeek" | "PreviousWeek" | "ThisMonth" | "PreviousMonth" | "ThisQuarter" | "PreviousQuarter" | "ThisYear" | "PreviousYear";
      } | ("Today" | "Yesterday" | "ThisWeek" | "PreviousWeek" | "ThisMonth" | "PreviousMonth" | "ThisQuarter" | "PreviousQuarter" | "ThisYear" | "PreviousYear");
    };
    /** PrimaryTimestampField */
    PrimaryTimestampField: {
      /** @description Which moment of the row the period looks at. */
      name: string;
      /** Format: date-time */
      timestamp: string;
    };
    /** PrimitiveField */
    PrimitiveField: components["schemas"]["BooleanField"] | components["schemas"]["DoubleField"] | components["schemas"]["InstantField"] | components["schemas"]["IntField"] | components["schemas"]["LongField"] | components["schemas"]["StringField"] | components["schemas"]["UUIDField"];
    /** PstnPhoneConversation */
    PstnPhoneConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "PstnPhoneConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
    };
    /** Queue */
    Queue: {
      id: string;
      name: string;
      /** @description Whether conversations wait here that no flow sends elsewhere. There is one such queue at most. */
      isDefault: boolean;
      organizationId: string;
      /** @description What sets off an alarm: `SlaTimeLimit` and `LongestWait` in seconds, `SlaPercentage`, `AvailableAgents`, `WaitingConversations`. */
      queueThresholds: {
        [key: string]: number;
      };
      /** @enum {string} */
      slaCalculationMethod: "AbandonedIgnored";
      /**
       * @description To whom a conversation is offered first.
       * @enum {string}
       */
      offeringAlgorithm?: "AgentPriorityOneAtATimeRandom" | "AllAtOnce" | "AgentPriorityLongestIdle" | "AgentPriorityAllAtOnce" | "LongestIdle" | "OneAtATimeRandom";
      /** @enum {string} */
      memberListType?: "Default" | "SkillBased";
      usages?: components["schemas"]["QueueUsages"];
      /** @description How long a conversation waits to be picked before it is offered, in seconds, by channel. */
      doNotOfferTimeouts: {
        [key: string]: number;
      };
      /** @description Whether agents pick conversations instead of being offered them. */
      isDoNotOfferEnabled: boolean;
      /**
       * Format: int32
       * @description How long an offer stands, in seconds.
       */
      offerTimeout?: number;
      /**
       * Format: int32
       * @description How much time an agent has after a conversation, in seconds.
       */
      wrapupTimeout?: number;
      /**
       * Format: int32
       * @description Where this queue stands among others.
       */
      priority?: number;
      /** @description Whether a conversation is offered although the customer has gone. */
      offerAbandonedConversations?: boolean;
      /** @description Whether a customer comes to the agent of last time first. */
      isPreferredAgentEnabled?: boolean;
      /** @description How long the preferred agent is waited for, in seconds, by channel. */
      preferredAgentTimeouts?: {
        [key: string]: number;
      };
      /**
       * Format: int32
       * @description How long a preferred agent who is offline is waited for, in seconds.
       */
      preferredAgentOfflineTimeout?: number;
      /**
       * Format: int32
       * @description How long an agent who was asked for and is offline is waited for, in seconds.
       */
      personalAgentOfflineTimeout?: number;
      /** @description Whether only members may take conversations. */
      isRestricted?: boolean;
    };
    /** QueueAvailabilityOutput */
    QueueAvailabilityOutput: {
      data: components["schemas"]["ChannelAvailabilityOutcome"][];
    };
    /** QueueId */
    QueueId: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "QueueId";
      operator: components["schemas"]["FieldCanHaveSingleValueOrBeEmptyOperator"];
    };
    /** QueueMember */
    QueueMember: {
      agentId: string;
      /** Format: int32 */
      priority?: number;
    };
    /** QueueMembersOutput */
    QueueMembersOutput: {
      data: components["schemas"]["QueueMember"][];
    };
    /** QueueUsages */
    QueueUsages: {
      queueId: string;
      /** @description The contact points whose conversations come here, by channel. */
      usages: {
        [key: string]: string[];
      };
    };
    /** QueuedConversation */
    QueuedConversation: {
      /**
       * Format: int32
       * @description The next to be taken stands at 1.
       */
      position?: number;
      /**
       * Format: date-time
       * @description Since when it waits.
       */
      queuedAt: string;
    };
    /** QuickResponse */
    QuickResponse: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "QuickResponse";
      id: string;
      name: string;
      /** @description The text. Placeholders such as `{{requester_firstname}}` stand as they are. */
      content: string;
      /** @description The agent who made it. */
      createdBy: string;
      createdAt: string;
      /** @description The agent who changed it last. */
      lastEditedBy?: string;
      lastEditedAt?: string;
      /** @description The same in other languages. */
      translations?: components["schemas"]["Translation1"][];
      subject?: string;
    };
    /** RatingOffer */
    RatingOffer: {
      /** @description Needed to submit the rating. */
      id: string;
      userId: string;
      agentId: string;
      /** @enum {string} */
      ratingType: "Csat" | "Nps" | "ThumbsUpOrDown";
      /**
       * Format: date-time
       * @description When the customer was asked.
       */
      offeredAt?: string;
    };
    /** RatingResult */
    RatingResult: {
      ratingId: string;
      userId?: string;
      ratingResult: components["schemas"]["SubmittedRatingResult"];
      /** @description What the customer said besides. */
      comment?: string;
      /**
       * Format: date-time
       * @description When the customer rated.
       */
      submittedAt?: string;
    };
    /** Recurring */
    Recurring: {
      /** Format: int32 */
      dayOfMonth?: number;
      /** Format: int32 */
      monthOfYear?: number;
      /** @description A holiday that moves with Easter, such as `Good Friday`. */
      holiday?: string;
    };
    /** Regular */
    Regular: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Regular";
      content: components["schemas"]["Content"];
    };
    /** ReopenConversationInput */
    ReopenConversationInput: {
      /**
       * Format: uuid
       * @description The agent in whose name it is done; the owner of the token when left out.
       */
      userId?: string;
    };
    /** Restrictions */
    Restrictions: {
      /** @description Whether only some may read it, by its own setting or by one above it. */
      isRestricted: boolean;
      /** @description What above it is restricted. */
      inheritedRestrictions?: components["schemas"]["InheritedRestriction"][];
    };
    /** SearchCondition */
    SearchCondition: {
      field: components["schemas"]["SearchField"];
    };
    /** SearchConversationsWithFiltersOutput */
    SearchConversationsWithFiltersOutput: {
      data: components["schemas"]["ConversationSearchWithFiltersHit"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** SearchField */
    SearchField: components["schemas"]["AgentId"] | components["schemas"]["AssignedDate"] | components["schemas"]["Channel"] | components["schemas"]["ClosedDate"] | components["schemas"]["ContactId"] | components["schemas"]["ConversationId"] | components["schemas"]["CreationDate"] | components["schemas"]["CustomAttribute1"] | components["schemas"]["Direction"] | components["schemas"]["Duration"] | components["schemas"]["LastActivity"] | components["schemas"]["LastMessage"] | components["schemas"]["QueueId"] | components["schemas"]["Status1"] | components["schemas"]["TagId"];
    /** SearchFilters */
    SearchFilters: {
      /**
       * @description Whether all conditions must hold, or one of them.
       * @enum {string}
       */
      strategy: "All" | "Any";
      conditions?: components["schemas"]["SearchCondition"][];
    };
    /** SearchOutput */
    SearchOutput: {
      data: components["schemas"]["ConversationSearchHit"][];
      meta?: components["schemas"]["PaginationLinks"];
    };
    /** SearchParametersInput */
    SearchParametersInput: {
      query?: components["schemas"]["SearchQuery"];
      filters?: components["schemas"]["SearchFilters"];
    };
    /** SearchQuery */
    SearchQuery: {
      /** @description The words to look for. */
      value: string;
      /** @description Whether the words must stand together as they are written. False when left out. */
      exactMatch?: boolean;
    };
    /** Select */
    Select: {
      /** @enum {string} */
      _type: "Select";
      value?: string[];
    };
    /** Select */
    Select1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Select";
      options: components["schemas"]["SelectOption"][];
    };
    /** SelectOption */
    SelectOption: {
      /** Format: uuid */
      id: string;
      /** @description What people see. */
      label: string;
      /** @description What is stored. */
      value: string;
      /** @description The options beneath this one. */
      nestedOptions?: components["schemas"]["SelectOption"][];
      /** @description Whether it can no longer be chosen. */
      isDeactivated: boolean;
      /**
       * Format: int32
       * @description Its place when the whole tree is counted through.
       */
      orderIndex: number;
    };
    /** ShorterThanOrEqualTo */
    ShorterThanOrEqualTo: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ShorterThanOrEqualTo";
      /**
       * Format: int64
       * @description In milliseconds.
       */
      duration: number;
    };
    /** SideConversation */
    SideConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "SideConversation";
      /**
       * Format: int64
       * @description The conversation above this one.
       */
      parentId: number;
    };
    /** Since */
    Since: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Since";
      /** Format: date-time */
      timestamp: string;
    };
    /** Sms */
    Sms: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Sms";
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @description The number of the organization to send from, in E.164 form. */
      contactEndpointId: string;
      message: components["schemas"]["CreateMessageInput"];
    };
    /** SmsAttributes */
    SmsAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "SmsAttributes";
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      attachments?: components["schemas"]["File"][];
    };
    /** SmsConversation */
    SmsConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "SmsConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      fromNumber?: string;
      toNumber?: string;
    };
    /** Status */
    Status: {
      /** @description The presence, such as `Working` or `Away`. */
      status: string;
      description?: string;
    };
    /** Status */
    Status1: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Status";
      operator: components["schemas"]["StatusOperator"];
    };
    /** StatusOperator */
    StatusOperator: components["schemas"]["IsNotOneOf4"] | components["schemas"]["IsOneOf4"];
    /** StringField */
    StringField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "StringField";
      value: string;
      /** @description What people call it. */
      label?: string;
    };
    /** SubmittedRatingResult */
    SubmittedRatingResult: components["schemas"]["Csat"] | components["schemas"]["Nps"] | components["schemas"]["ThumbsUpOrDown"];
    /** Success */
    Success: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Success";
      channelAvailability: components["schemas"]["ChannelAvailability"];
    };
    /** Tag */
    Tag: {
      /** Format: uuid */
      id: string;
      name: string;
      /** @description A hexadecimal colour such as `#1F9D55`. */
      color?: string;
      /**
       * @description An inactive tag stays where it is and cannot be added any more.
       * @enum {string}
       */
      state: "Active" | "Inactive";
    };
    /** TagAddedAttribute */
    TagAddedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TagAddedAttribute";
      /** @description The name of the tag. */
      tag: string;
    };
    /** TagConversationInput */
    TagConversationInput: {
      name: string;
    };
    /** TagId */
    TagId: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TagId";
      operator: components["schemas"]["FieldCanHaveMultipleValuesOrBeEmptyOperator"];
    };
    /** TagRemovedAttribute */
    TagRemovedAttribute: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TagRemovedAttribute";
      /** @description The name of the tag. */
      tag: string;
    };
    /** TagsUpdateInput */
    TagsUpdateInput: {
      add?: string[];
      remove?: string[];
    };
    /** Team */
    Team: {
      id: string;
      name: string;
    };
    /** TeamMember */
    TeamMember: {
      id: string;
      name?: string;
      email?: string;
      phoneNumber?: string;
    };
    /** TelephonyEndpoint */
    TelephonyEndpoint: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TelephonyEndpoint";
      /** @description The phone number in the form `+4531234567` (E.164); it is the id too. */
      number: string;
      /** @description What the number can do. */
      functionality?: ("Sms" | "VoiceInbound" | "VoiceOutbound")[];
      /** @description What it is called among agents. */
      name?: string;
    };
    /** Template */
    Template: components["schemas"]["EmailAutoReply"] | components["schemas"]["QuickResponse"];
    /** Text */
    Text: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Text";
      /** @description Plain text. */
      value: string;
    };
    /** Text */
    Text1: {
      /** @enum {string} */
      _type: "Text";
      value: string;
    };
    /** Text */
    Text2: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Text";
      /** @description Shown while the field is empty. */
      placeholder?: string;
    };
    /** ThumbsUpOrDown */
    ThumbsUpOrDown: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "ThumbsUpOrDown";
      /**
       * Format: int32
       * @description 0 for down, 1 for up.
       */
      value: number;
    };
    /** TimeInterval */
    TimeInterval: {
      /** @description Such as `08:00`. */
      startTime: string;
      /** @description Such as `16:00`; not included. */
      endTime: string;
    };
    /** TimestampField */
    TimestampField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TimestampField";
      name: string;
      /**
       * Format: date-time
       * @description A moment with a name of its own.
       */
      timestamp: string;
    };
    /** TimestampOperator */
    TimestampOperator: components["schemas"]["Between"] | components["schemas"]["Since"] | components["schemas"]["Until"];
    /** TokenAuth */
    TokenAuth: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TokenAuth";
      /** @description Sent as `Authorization: Bearer <value>`. */
      value: string;
    };
    /** TooLarge */
    TooLarge: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TooLarge";
      file: components["schemas"]["File"];
    };
    /** TranscriptAttributes */
    TranscriptAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TranscriptAttributes";
      content?: components["schemas"]["Content"];
      /**
       * Format: int64
       * @description When in the call it begins, in milliseconds.
       */
      utterance_start_ms?: number;
      /**
       * Format: int64
       * @description When in the call it ends, in milliseconds.
       */
      utterance_end_ms?: number;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
    };
    /** TransferConversationInput */
    TransferConversationInput: {
      /**
       * Format: uuid
       * @description The queue in which it is offered from now on.
       */
      queueId: string;
      /**
       * Format: uuid
       * @description The agent in whose name it is done; the owner of the token when left out.
       */
      userId?: string;
    };
    /** Translation */
    Translation: {
      draft: components["schemas"]["ArticleTranslation"];
      published?: components["schemas"]["ArticleTranslation"];
    };
    /** Translation */
    Translation1: {
      /** @description The language, such as `da`. */
      locale: string;
      /** @description The text. Placeholders such as `{{requester_firstname}}` stand as they are. */
      content: string;
      /** @description Whether it is out of use. */
      isDeactivated: boolean;
      subject?: string;
    };
    /** TranslationError */
    TranslationError: {
      languageId: string;
      message: string;
    };
    /** TranslationInput */
    TranslationInput: {
      /** @description An ISO language code such as `en` or `pt-BR`. */
      languageId: string;
      title: string;
      /** @description HTML. What could run is taken out. */
      content?: string;
    };
    /** TranslationList */
    TranslationList: {
      draft?: components["schemas"]["ArticleTranslation"][];
      published?: components["schemas"]["ArticleTranslation"][];
    };
    /** TranslationTitle */
    TranslationTitle: {
      /** @description An ISO language code such as `en` or `pt-BR`. */
      languageId: string;
      title: string;
    };
    /** TwitterAttributes */
    TwitterAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TwitterAttributes";
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      attachments?: components["schemas"]["File"][];
    };
    /** TwitterConversation */
    TwitterConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "TwitterConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
      /** @enum {string} */
      conversationType: "DirectMessage" | "Tweet";
      contactPointTwitterId?: string;
      endUserTwitterId?: string;
    };
    /** UUIDField */
    UUIDField: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "UUIDField";
      /** Format: uuid */
      value: string;
      /** @description What people call it. */
      label?: string;
    };
    /** UnexpectedError */
    UnexpectedError: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "UnexpectedError";
      channel: string;
      message: string;
    };
    /** Until */
    Until: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Until";
      /** Format: date-time */
      timestamp: string;
    };
    /** UpdateAgentInput */
    UpdateAgentInput: {
      /** @description The name to show. */
      displayName: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
    };
    /** UpdateAgentPresenceChannelInput */
    UpdateAgentPresenceChannelInput: {
      /**
       * @description The group of channels: e-mail and contact forms, chat, messengers and text messages, or telephone.
       * @enum {string}
       */
      channel: "Email" | "InteractiveChat" | "Messaging" | "Speak";
      /** @description Whether the agent works in it from now on. */
      working: boolean;
    };
    /** UpdateEndUserInput */
    UpdateEndUserInput: {
      /** @description The name to show. */
      displayName: string;
      /** @description No two people of an organization have the same, letter case aside. */
      email?: string;
      /** @description In the form `+4531234567` (E.164). No two people of an organization have the same. */
      phoneNumber?: string;
      /** @description Further addresses. */
      additionalEmails?: string[];
      /** @description Further numbers, in the same form. */
      additionalPhoneNumbers?: string[];
      firstName?: string;
      lastName?: string;
      middleNames?: string[];
      /** @description Where a picture can be fetched. */
      avatarUrl?: string;
      /** @description Your own reference. It may be shared. */
      externalId?: string;
    };
    /** UpdateEndUserOutput */
    UpdateEndUserOutput: {
      data: components["schemas"]["EndUser"];
    };
    /** UpdateKnowledgeArticleInput */
    UpdateKnowledgeArticleInput: {
      /**
       * Format: uuid
       * @description The agent who looks after it.
       */
      ownedBy?: string;
      tags?: components["schemas"]["TagsUpdateInput"];
      /** @description Whether the article is only there for trying out. */
      preRelease?: boolean;
    };
    /** UpdateKnowledgeArticleOutput */
    UpdateKnowledgeArticleOutput: {
      data: components["schemas"]["Article"];
    };
    /** UpdateTranslationsInput */
    UpdateTranslationsInput: {
      translations?: components["schemas"]["TranslationInput"][];
    };
    /** UpdateTranslationsOutput */
    UpdateTranslationsOutput: {
      /** @description The drafts that were saved. */
      data?: components["schemas"]["ArticleTranslation"][];
      /** @description What could not be saved, and why. */
      partialErrors?: components["schemas"]["TranslationError"][];
    };
    /** UploadAttachmentsInput */
    UploadAttachmentsInput: {
      /** @description Pictures: at most 5, of 4 MB each and 10 MB together. */
      files?: string[];
    };
    /** UploadAttachmentsOutput */
    UploadAttachmentsOutput: {
      data?: components["schemas"]["AttachmentResult"][];
      partialErrors?: components["schemas"]["AttachmentError"][];
    };
    /** UserPresence */
    UserPresence: {
      /** @description The agent. */
      userId: string;
      /** @description When the question was answered. */
      requestTime: string;
      /** @description When the agent was last here. */
      lastSeen?: string;
      /**
       * @description What the agent says.
       * @enum {string}
       */
      presenceStatus?: "Away" | "Working";
      /**
       * @description Whether the agent is connected.
       * @enum {string}
       */
      connectionStatus: "Offline" | "Online";
      /** @description The channels in which the agent works. */
      activeChannels?: ("WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger")[];
    };
    /** UserPresenceOutput */
    UserPresenceOutput: {
      data: components["schemas"]["UserPresence"];
    };
    /** Validation */
    Validation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "Validation";
      /** @description The item it is about; of a new item the id that it would have got. */
      id?: string;
      /** @description What was wrong, in a sentence. */
      message: string;
    };
    /** WebhookAuthorization */
    WebhookAuthorization: components["schemas"]["BasicAuth"] | components["schemas"]["NoAuth"] | components["schemas"]["TokenAuth"];
    /** WebhookSubscription */
    WebhookSubscription: {
      /** Format: uuid */
      id: string;
      name: string;
      /** @description The events that are sent. */
      subscribedEvents?: ("AgentBannedEnduser" | "AgentBannedIp" | "AgentUnbannedEnduser" | "AgentUnbannedIp" | "ConversationAbandoned" | "ConversationAssigned" | "ConversationClosed" | "ConversationCreated" | "ConversationCustomAttributeUpdated" | "ConversationEndUserReplaced" | "ConversationEnqueued" | "ConversationMessageAdded" | "ConversationMessageDeliveryDelivered" | "ConversationMessageDeliveryFailed" | "ConversationMessageDeliveryInfo" | "ConversationMessageDeliverySeen" | "ConversationMessageDeliverySent" | "ConversationMessageDeliverySpamComplaint" | "ConversationNoteAdded" | "ConversationOpen" | "ConversationPending" | "ConversationPendingExpired" | "ConversationRated" | "ConversationTagAdded" | "ConversationTagRemoved" | "ConversationTransferred" | "ConversationUnassigned" | "SLAEvaluationAchieved" | "SLAEvaluationBreached" | "SLAEvaluationPending" | "SLAEvaluationVoided" | "TypingStarted")[];
      url: string;
      headers: components["schemas"]["Webhook_Headers_Map_String_String"];
      /** @description Hexadecimal digits. Their bytes are the key of the signature. */
      secretKey: string;
      enabled: boolean;
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      createdBy: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: uuid */
      updatedBy: string;
      filters?: components["schemas"]["Map_WebhookEventType_Filters"];
    };
    /**
     * Webhook_Headers_Map_String_String
     * @description What is sent beside our own headers, the authorization included.
     */
    Webhook_Headers_Map_String_String: {
      [key: string]: string;
    };
    /** WhatsAppAttributes */
    WhatsAppAttributes: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "WhatsAppAttributes";
      content?: components["schemas"]["Content"];
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      attachments?: components["schemas"]["File"][];
    };
    /** WhatsAppConversation */
    WhatsAppConversation: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      _type: "WhatsAppConversation";
      /**
       * Format: int64
       * @description The number of the conversation.
       */
      id: number;
      /**
       * Format: uuid
       * @description The end user whom it is held with.
       */
      requesterId: string;
      /** @enum {string} */
      channel: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Twitter" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Sms" | "Messenger";
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      direction?: "Inbound" | "Internal" | "Outbound";
      /** @enum {string} */
      state?: "AwaitingPending" | "Closed" | "Open" | "Pending";
      /** Format: date-time */
      stateUpdatedAt?: string;
      link?: components["schemas"]["ConversationLink"];
      /** @description Left out in the list of an end user. */
      customAttributes?: components["schemas"]["CustomAttribute"][];
      /**
       * Format: date-time
       * @description Until when the channel lets an agent reply.
       */
      transportExpiresAt?: string;
      assignment?: components["schemas"]["Assignment"];
      queue?: components["schemas"]["ConversationQueue"];
    };
  };
  responses: {
    /** @description Something in the request does not fit; the message names it. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description The token is missing or not valid. */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description There is no such thing in this organization. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description It cannot be done in the present state. */
    Conflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description Too many requests; `Retry-After` says when to come back. */
    TooManyRequests: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description A fault of the server. Nothing was changed. */
    ServerError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export interface operations {
  getAgents: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
        /** @description Only the agent with this e-mail address. Not together with `phone`. */
        email?: string;
        /** @description Only the agent with this phone number. Not together with `email`. */
        phone?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListAgentsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putAgents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["BulkUpdateAgentInput"][];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkUpdateAgentOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postAgents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateAgentInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgentOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchAgents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["BulkPatchAgentInput"][];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkUpdateAgentOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postAgentsBulk: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateAgentsInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateAgentsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAgentsPresence: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserPresence"][];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAgentsAgentid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgentOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putAgentsAgentid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAgentInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgentOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteAgentsAgentid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  patchAgentsAgentid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PatchAgentInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgentOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAgentsAgentidPresence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserPresenceOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "putAgentsAgentidPresenceWorking-channel": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAgentPresenceChannelInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAgentsAgentidTeams: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The agent. */
        agentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgentTeamsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAnalyticsFilterFilterattribute: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path: {
        /** @description An attribute that a metric or a record can be filtered by. */
        filterAttribute: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetFilterValuesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAnalyticsMetrics: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetMetricsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postAnalyticsMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GetMetricDataInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetMetricDataOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAnalyticsMetricsMetricid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The metric, by its id in the catalogue. */
        metricId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetMetricOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAnalyticsRecords: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetMetricRecordsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postAnalyticsRecords: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GetMetricRecordsDataInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetMetricRecordsDataOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAnalyticsRecordsRecordid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The record, by its id in the catalogue. */
        recordId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetMetricRecordOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postAnonymization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AnonymizeEntityInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AnonymizeEntityOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getAnonymizationRequestRequestid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        requestId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AnonymizeEntityOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getBusiness-hoursSchedules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListBusinessHoursSchedulesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getBusiness-hoursSchedulesScheduleidDefinition": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The schedule. */
        scheduleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetBusinessHoursScheduleDefinitionOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getBusiness-hoursSchedulesScheduleidStatus": {
    parameters: {
      query?: {
        /** @description The time to ask about; now when left out. */
        timestamp?: string;
      };
      header?: never;
      path: {
        /** @description The schedule. */
        scheduleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetBusinessOpenStatusOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getBusiness-hoursSchedulesScheduleidUpcoming": {
    parameters: {
      query?: {
        /** @description How many days, today included. */
        days?: number;
      };
      header?: never;
      path: {
        /** @description The schedule. */
        scheduleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetUpcomingBusinessHoursScheduleOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getContact-endpoints": {
    parameters: {
      query?: {
        /** @description Only these. */
        _type?: "EmailEndpoint" | "TelephonyEndpoint";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListContactPointsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getContact-endpointsContactendpointid": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The e-mail address or phone number itself. */
        contactEndpointId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetContactPointByIdOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  postConversations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateConversationInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateConversationOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsActivitylog: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
        /** @description From this time on, itself included. */
        fromDatetime?: string;
        /** @description Up to this time, itself included. */
        toDatetime?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListActivityLogOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsFlows: {
    parameters: {
      query?: {
        /** @description The channel of the flows; PstnPhone when left out. */
        channel?: "WhatsApp" | "Voicemail" | "WidgetChat" | "FacebookMessenger" | "Email" | "ContactForm" | "Callback" | "PstnPhone" | "Messenger";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListFlowsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postConversationsImport: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GenericConversationImport"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImportConversationOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetConversationOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidActivitylog: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetActivityLogOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchConversationsConversationidAnonymize: {
    parameters: {
      query?: {
        /** @description Whether open conversations are closed first. */
        force?: boolean;
      };
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was taken in; the work may go on. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AnonymizeEntityOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putConversationsConversationidClaim: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ClaimConversationInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  putConversationsConversationidClose: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["CloseConversationInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  "patchConversationsConversationidCustom-attributes": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CustomAttributePatch"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PatchConversationCustomAttributesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  putConversationsConversationidFollowup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["FollowupConversationInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  putConversationsConversationidLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LinkConversationInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidLinked: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListLinkedConversationsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidMessages: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListMessagesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  postConversationsConversationidMessages: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateMessageInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateMessageOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchConversationsConversationidMessagesMessageidAnonymize: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
        messageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was taken in; the work may go on. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AnonymizeEntityOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidNotes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListInternalNotesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postConversationsConversationidNotes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateInternalNoteInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateNoteOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postConversationsConversationidNotesBulk: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkCreateInternalNoteInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkCreateNoteOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidRating: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListConversationRatingsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidRatings: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListConversationRatingsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postConversationsConversationidRatingsOffer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateRatingOfferInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateRatingOfferOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postConversationsConversationidRatingsRatingidSubmit: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
        /** @description The id of the offer. */
        ratingId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateRatingResultInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateRatingResultOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putConversationsConversationidReopen: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["ReopenConversationInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getConversationsConversationidTags: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversationTagsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postConversationsConversationidTagsBulk: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkTagConversationInput"];
      };
    };
    responses: {
      /** @description It was taken in; the work may go on. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putConversationsConversationidTagsTagid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
        tagId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteConversationsConversationidTagsTagid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
        tagId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putConversationsConversationidTransferQueue: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        conversationId: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TransferConversationInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getCustom-attributes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListCustomAttributesDefinitionsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getCustom-attributesCustomattributeid": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The definition of the attribute. */
        customAttributeId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetCustomAttributesDefinitionsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getEndusers: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
        /** @description Only the end user with this e-mail address. */
        email?: string;
        /** @description Only the end user with this phone number. */
        phone?: string;
        /** @description Only end users with this reference of yours. */
        externalId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListEndUsersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putEndusers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkUpdateEndUsersInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkUpdateEndUsersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postEndusers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateEndUserInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateEndUserOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchEndusers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkPatchEndUsersInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkPatchEndUsersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postEndusersBulk: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateEndUsersInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateEndUsersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getEndusersUserid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The end user. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetEndUserOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  putEndusersUserid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The end user. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateEndUserInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UpdateEndUserOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchEndusersUserid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The end user. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PatchEndUserInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PatchEndUserOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchEndusersUseridAnonymize: {
    parameters: {
      query?: {
        /** @description Whether open conversations are closed first. */
        force?: boolean;
      };
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was taken in; the work may go on. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AnonymizeEntityOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getEndusersUseridConversations: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListEndUserConversationsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "patchEndusersUseridCustom-attributes": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CustomAttributePatch"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PatchEndUserCustomAttributesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  postKnowledgeArticles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateKnowledgeArticleInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateKnowledgeArticleOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postKnowledgeArticlesAttachments: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["UploadAttachmentsInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UploadAttachmentsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeArticlesArticleid: {
    parameters: {
      query?: {
        /** @description The language of the texts; that of the organization when left out. */
        language?: string;
      };
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetKnowledgeArticleOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteKnowledgeArticlesArticleid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchKnowledgeArticlesArticleid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateKnowledgeArticleInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UpdateKnowledgeArticleOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteKnowledgeArticlesArticleidParent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchKnowledgeArticlesArticleidParentParentid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
        /** @description A category, or a collection for the top of it. */
        parentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postKnowledgeArticlesArticleidPublish: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeArticlesArticleidTranslations: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetKnowledgeArticleTranslationsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchKnowledgeArticlesArticleidTranslations: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateTranslationsInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UpdateTranslationsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteKnowledgeArticlesArticleidTranslationsLanguageid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
        /** @description An ISO language code such as `en` or `pt-BR`. */
        languageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postKnowledgeArticlesArticleidTranslationsLanguageidPublish: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
        /** @description An ISO language code such as `en` or `pt-BR`. */
        languageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postKnowledgeArticlesArticleidTranslationsLanguageidUnpublish: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
        /** @description An ISO language code such as `en` or `pt-BR`. */
        languageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postKnowledgeArticlesArticleidUnpublish: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        articleId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeCategoriesCategoryid: {
    parameters: {
      query?: {
        /** @description The language of the texts; that of the organization when left out. */
        language?: string;
      };
      header?: never;
      path: {
        categoryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetKnowledgeCategoryOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeCategoriesCategoryidTranslations: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        categoryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetKnowledgeCategoryTranslationsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeCollections: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListKnowledgeCollectionsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeCollectionsCollectionid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        collectionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetKnowledgeCollectionOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getKnowledgeCollectionsCollectionidCatalog: {
    parameters: {
      query?: {
        /** @description The language of the texts; that of the organization when left out. */
        language?: string;
      };
      header?: never;
      path: {
        collectionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetKnowledgeCollectionCatalogOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetOrganizationOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getQueues: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListQueuesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postQueues: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateQueueInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateQueueOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getQueuesConversation-positionCsid": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The number of the conversation. */
        csid: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetQueuedConversationPositionOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getQueuesQueueid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The queue. */
        queueId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetQueueByIdOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getQueuesQueueidAvailability: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The queue. */
        queueId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["QueueAvailabilityOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getQueuesQueueidMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The queue. */
        queueId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["QueueMembersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteQueuesQueueidMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The queue. */
        queueId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkQueueEndpointInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchQueuesQueueidMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The queue. */
        queueId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkQueueEndpointInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkQueueEndpointOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getSearchConversations: {
    parameters: {
      query: {
        /** @description How many hits a page holds at most: 1 to 50. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
        /** @description The words to look for. */
        query: string;
        /** @description Whether the words must stand together as they are written. False when left out. */
        exactMatch?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SearchOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postSearchConversations: {
    parameters: {
      query?: {
        /** @description How many hits a page holds at most: 1 to 50. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["SearchParametersInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SearchConversationsWithFiltersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTags: {
    parameters: {
      query?: {
        /** @description Whether inactive tags are listed too. */
        includeDeactivated?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListTagsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postTags: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateTagInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateTagOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTagsTagid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        tagId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetTagOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteTagsTagid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        tagId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchTagsTagidActivate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        tagId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchTagsTagidDeactivate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        tagId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTeams: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListTeamsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postTeams: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateTeamInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateTeamOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTeamsTeamid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The team. */
        teamId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateTeamOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  deleteTeamsTeamid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The team. */
        teamId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTeamsTeamidAgents: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The team. */
        teamId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListTeamMembersOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteTeamsTeamidAgents: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The team. */
        teamId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeleteAgentsFromTeamInput"];
      };
    };
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchTeamsTeamidAgents: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The team. */
        teamId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AgentsToTeamInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTeamsTeamidPresence: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
      };
      header?: never;
      path: {
        /** @description The team. */
        teamId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListPresenceOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getTemplates: {
    parameters: {
      query?: {
        /** @description How many entries a page holds at most. */
        pageLimit?: number;
        /** @description The page to read, from `meta.next` or `meta.previous`. Opaque. */
        pageKey?: string;
        /** @description Only these. */
        type?: "EmailAutoReply" | "QuickResponse";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListTemplatesOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteTemplatesTemplateid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The template. */
        templateId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ListWebhookSubscriptionsEndpointOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  postWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateWebhookSubscriptionInput"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreateWebhookSubscriptionOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  getWebhooksWebhooksubscriptionid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The subscription. */
        webhookSubscriptionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetWebhookSubscriptionOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  deleteWebhooksWebhooksubscriptionid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The subscription. */
        webhookSubscriptionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was done; there is no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  patchWebhooksWebhooksubscriptionid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The subscription. */
        webhookSubscriptionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PatchWebhookSubscriptionInput"];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PatchWebhookSubscriptionOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getWebhooksWebhooksubscriptionidDelivery-status": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The subscription. */
        webhookSubscriptionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetWebhookLastDeliveryStatusOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
  "getWebhooksWebhooksubscriptionidDelivery-statusLogsEvent": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The subscription. */
        webhookSubscriptionId: string;
        /** @description The name of the event, as in subscriptions. */
        event: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GetWebhookEventDeliveryLogsOutput"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["ServerError"];
    };
  };
}
