import { nameOf } from './rules.ts';
import type { AiAgentRow, PersonRow } from './store.ts';

/** What agents and end users show alike. Lists are there when empty; other fields without a value are left out. */
function viewPerson(row: PersonRow) {
  return {
    id: row.id,
    createdAt: row.created_at,
    displayName: nameOf(row),
    ...(row.phone_number === null ? {} : { phoneNumber: row.phone_number }),
    additionalEmails: [...row.additional_emails],
    additionalPhoneNumbers: [...row.additional_phone_numbers],
    ...(row.first_name === null ? {} : { firstName: row.first_name }),
    ...(row.last_name === null ? {} : { lastName: row.last_name }),
    middleNames: [...row.middle_names],
    ...(row.avatar_url === null ? {} : { avatarUrl: row.avatar_url }),
  };
}

/** An agent. The wire wants an e-mail address of everyone; one brought in without has an empty one. */
export const viewAgent = (row: PersonRow) => ({ ...viewPerson(row), email: row.email ?? '', roles: [...row.roles] });

/** An end user in a list, where custom attributes are left out. */
export const viewListedEndUser = (row: PersonRow) => ({
  ...viewPerson(row),
  ...(row.email === null ? {} : { email: row.email }),
  ...(row.external_id === null ? {} : { externalId: row.external_id }),
});

export const viewEndUser = (row: PersonRow) => ({ ...viewListedEndUser(row), customAttributes: row.attribute_list ?? [] });

export const viewAiAgent = (row: AiAgentRow) => ({ id: row.id, name: row.name, systemUserId: row.person_id, _type: row.kind });
