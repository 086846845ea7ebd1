import { Csid, Enumeration, MapOf, Maybe, Named, OneOf, Page, pageQuery, type Static, Type, Variant } from '../../base/schema.ts';
import {
  ChannelOperator,
  CustomAttributeOperator,
  DirectionOperator,
  DurationOperator,
  IdOperator,
  IdOrEmptyOperator,
  IdsOrEmptyOperator,
  StatusOperator,
  TimestampOperator,
} from './operator-schema.ts';

/** A field of the conversation and how it is compared. */
export const SearchField = OneOf('SearchField', [
  Variant('AgentId', { operator: IdOrEmptyOperator }),
  Variant('AssignedDate', { operator: TimestampOperator }),
  Variant('Channel', { operator: ChannelOperator }),
  Variant('ClosedDate', { operator: TimestampOperator }),
  Variant('ContactId', { operator: IdOperator }),
  Variant('ConversationId', { operator: IdOperator }),
  Variant('CreationDate', { operator: TimestampOperator }),
  Variant('CustomAttribute', {
    operator: CustomAttributeOperator,
    attributeId: Type.String({ description: 'The definition of the attribute.' }),
  }),
  Variant('Direction', { operator: DirectionOperator }),
  Variant('Duration', { operator: DurationOperator }),
  Variant('LastActivity', { operator: TimestampOperator }),
  Variant('LastMessage', { operator: TimestampOperator }),
  Variant('QueueId', { operator: IdOrEmptyOperator }),
  Variant('Status', { operator: StatusOperator }),
  Variant('TagId', { operator: IdsOrEmptyOperator }),
]);
export type SearchField = Static<typeof SearchField>;

const exactMatch = Maybe(Type.Boolean({ description: 'Whether the words must stand together as they are written. False when left out.' }));

export const SearchParametersInput = Named('SearchParametersInput', {
  query: Maybe(Named('SearchQuery', { value: Type.String({ description: 'The words to look for.' }), exactMatch })),
  filters: Maybe(
    Named('SearchFilters', {
      strategy: Enumeration(['All', 'Any'], { description: 'Whether all conditions must hold, or one of them.' }),
      conditions: Maybe(Type.Array(Named('SearchCondition', { field: SearchField }))),
    }),
  ),
});
export type SearchParametersInput = Static<typeof SearchParametersInput>;

const hit = {
  id: Csid,
  highlights: MapOf(Type.Array(Type.String()), {
    description: 'By field, the places that fit, with each hit inside `<em class="highlight">`. Empty without a query.',
  }),
};

export const SearchHit = Named('ConversationSearchWithFiltersHit', hit);
export type SearchHit = Static<typeof SearchHit>;

export const OldSearchHit = Named('ConversationSearchHit', {
  ...hit,
  innerHits: Maybe(
    Type.Array(
      Named('ConversationSearchInnerHit', {
        id: Type.String({ description: 'The message or note that fits.' }),
        highlight: MapOf(Type.String(), { description: 'By field, the place that fits.' }),
      }),
    ),
  ),
});
export type OldSearchHit = Static<typeof OldSearchHit>;

export const SearchConversationsWithFiltersOutput = Page('SearchConversationsWithFiltersOutput', SearchHit);
export const SearchOutput = Page('SearchOutput', OldSearchHit);

const searchPage = {
  ...pageQuery,
  pageLimit: Maybe(Type.Integer({ format: 'int32', minimum: 1, maximum: 50, description: 'How many hits a page holds at most: 1 to 50.' })),
};

export const searchQuery = Type.Object(searchPage);
export const oldSearchQuery = Type.Object({
  ...searchPage,
  query: Type.String({ minLength: 1, description: 'The words to look for.' }),
  exactMatch,
});
