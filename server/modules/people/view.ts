import { present } from '../../base/present.ts';
import { nameOf } from './rules.ts';
import type { AiAgentRow, PersonRow } from './store.ts';

/**
 * What agents and end users show alike beside their id. Lists are there when empty; other fields without a value are left
 * out. Not the beginning of a view: V8 copies slowly what an object begins with, and lists are long.
 */
function shared(row: PersonRow) {
  return {
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
export const viewAgent = (row: PersonRow) => ({ id: row.id, ...shared(row), email: row.email ?? '', roles: [...row.roles] });

const ofEndUser = (row: PersonRow) => present({ email: row.email, externalId: row.external_id });

/** An end user in a list, where custom attributes are left out. */
export const viewListedEndUser = (row: PersonRow) => ({ id: row.id, ...shared(row), ...ofEndUser(row) });

export const viewEndUser = (row: PersonRow) => ({ id: row.id, ...shared(row), ...ofEndUser(row), customAttributes: row.attribute_list ?? [] });

export const viewAiAgent = (row: AiAgentRow) => ({ id: row.id, name: row.name, systemUserId: row.person_id, _type: row.kind });
