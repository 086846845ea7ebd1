import { bulkOutput } from '../../base/bulk.ts';
import { Data, DateTime, described, Maybe, Named, Page, pageQuery, type TObject, Type, Uuid } from '../../base/schema.ts';
import { CustomAttribute } from '../../base/wire.ts';

const displayName = Type.String({ description: 'The name to show.' });
const email = Type.String({ description: 'No two people of an organization have the same, letter case aside.' });

/** What every person may have beside a name and an e-mail address. */
const details = {
  phoneNumber: Maybe(Type.String({ description: 'In the form `+4531234567` (E.164). No two people of an organization have the same.' })),
  additionalEmails: Maybe(Type.Array(Type.String(), { description: 'Further addresses.' })),
  additionalPhoneNumbers: Maybe(Type.Array(Type.String(), { description: 'Further numbers, in the same form.' })),
  firstName: Maybe(Type.String()),
  lastName: Maybe(Type.String()),
  middleNames: Maybe(Type.Array(Type.String())),
  avatarUrl: Maybe(Type.String({ description: 'Where a picture can be fetched.' })),
};
const contact = { email: Maybe(email), ...details, externalId: Maybe(Type.String({ description: 'Your own reference. It may be shared.' })) };

const made = { id: Uuid, createdAt: DateTime };
/** A bulk change names its person inside; anything that is no agent's id is answered as not found. */
const agentId = { id: Type.String({ description: 'The agent to change.' }) };
const endUserId = { id: described(Uuid, 'The end user to change.') };

export const Agent = Named('Agent', { ...made, displayName, email, ...details, roles: Maybe(Type.Array(Type.String(), { description: '`Agent`, and `Admin` for those who may change settings.' })) });
export const CreateAgentInput = Named('CreateAgentInput', { displayName, email, ...details });
export const UpdateAgentInput = Named('UpdateAgentInput', { displayName, ...details });
export const PatchAgentInput = Named('PatchAgentInput', { displayName: Maybe(displayName), ...details });
export const BulkUpdateAgentInput = Named('BulkUpdateAgentInput', { ...agentId, displayName, ...details });
export const BulkPatchAgentInput = Named('BulkPatchAgentInput', { ...agentId, displayName: Maybe(displayName), ...details });

export const AgentOutput = Data('AgentOutput', Agent);
export const ListAgentsOutput = Page('ListAgentsOutput', Agent);
export const CreateAgentsInput = Named('CreateAgentsInput', { data: Maybe(Type.Array(CreateAgentInput)) });
export const CreateAgentsOutput = bulkOutput('CreateAgentsOutput', Agent);
export const BulkUpdateAgentOutput = bulkOutput('BulkUpdateAgentOutput', Agent);

export const agentPath = Type.Object({ agentId: described(Uuid, 'The agent.') });
export const agentsQuery = Type.Object({
  ...pageQuery,
  email: Maybe(Type.String({ description: 'Only the agent with this e-mail address. Not together with `phone`.' })),
  phone: Maybe(Type.String({ description: 'Only the agent with this phone number. Not together with `email`.' })),
});

const listed = { ...made, displayName: Maybe(displayName), ...contact, customAttributes: Maybe(Type.Array(CustomAttribute, { description: 'Left out in lists.' })) };
const wrapped = <S extends TObject>(title: string, item: S) => Named(title, { data: Maybe(Type.Array(item)) });

export const EndUser = Named('EndUser', listed);
export const CreateEndUserInput = Named('CreateEndUserInput', { displayName: Maybe(displayName), ...contact });
export const UpdateEndUserInput = Named('UpdateEndUserInput', { displayName, ...contact });
export const PatchEndUserInput = Named('PatchEndUserInput', { displayName: Maybe(displayName), ...contact });

export const CreateEndUserOutput = Data('CreateEndUserOutput', EndUser);
export const GetEndUserOutput = Data('GetEndUserOutput', EndUser);
export const UpdateEndUserOutput = Data('UpdateEndUserOutput', EndUser);
export const PatchEndUserOutput = Data('PatchEndUserOutput', EndUser);
export const ListEndUsersOutput = Page('ListEndUsersOutput', EndUser);
export const CreateEndUsersInput = Named('CreateEndUsersInput', { data: Maybe(Type.Array(CreateEndUserInput)) });
export const CreateEndUsersOutput = bulkOutput('CreateEndUsersOutput', EndUser);
export const BulkUpdateEndUsersInput = wrapped('BulkUpdateEndUsersInput', Named('BulkUpdateEndUserInput', { ...endUserId, displayName, ...contact }));
export const BulkUpdateEndUsersOutput = bulkOutput('BulkUpdateEndUsersOutput', EndUser);
export const BulkPatchEndUsersInput = wrapped('BulkPatchEndUsersInput', Named('BulkPatchEndUserInput', { ...endUserId, displayName: Maybe(displayName), ...contact }));
export const BulkPatchEndUsersOutput = bulkOutput('BulkPatchEndUsersOutput', EndUser);

export const userPath = Type.Object({ userId: described(Uuid, 'The end user.') });
export const endUsersQuery = Type.Object({
  ...pageQuery,
  email: Maybe(Type.String({ description: 'Only the end user with this e-mail address.' })),
  phone: Maybe(Type.String({ description: 'Only the end user with this phone number.' })),
  externalId: Maybe(Type.String({ description: 'Only end users with this reference of yours.' })),
});

export const ListAiAgentsOutput = Data(
  'ListAiAgentsOutput',
  Type.Array(
    Named('AiAgent', {
      id: Uuid,
      name: Type.String(),
      systemUserId: described(Uuid, 'The person it acts as.'),
      _type: Type.String({ description: 'Whose it is: `MimSupport`, `MimAutomation`, `Ada`, `Digitalgenius`, `Kindly`, or another.' }),
    }),
  ),
);
