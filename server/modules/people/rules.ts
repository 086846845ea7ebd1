/** What people may be called and reached by: pure, nothing here asks whether an address is taken. */

/** The fields of a person as the wire sends them. A field left out is undefined. */
export interface PersonInput {
  readonly displayName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly additionalEmails?: readonly string[];
  readonly additionalPhoneNumbers?: readonly string[];
  readonly firstName?: string;
  readonly middleNames?: readonly string[];
  readonly lastName?: string;
  readonly avatarUrl?: string;
  readonly externalId?: string;
}

/** The same fields under the names of their columns. */
export interface PersonFields {
  readonly display_name: string | null;
  readonly email: string | null;
  readonly phone_number: string | null;
  readonly additional_emails: readonly string[];
  readonly additional_phone_numbers: readonly string[];
  readonly first_name: string | null;
  readonly middle_names: readonly string[];
  readonly last_name: string | null;
  readonly avatar_url: string | null;
  readonly external_id: string | null;
}

export const emptyFields: PersonFields = {
  display_name: null,
  email: null,
  phone_number: null,
  additional_emails: [],
  additional_phone_numbers: [],
  first_name: null,
  middle_names: [],
  last_name: null,
  avatar_url: null,
  external_id: null,
};

/** Why a person cannot be written: a code for bulk outcomes, field and reason for people. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

export const emailExists: FieldFault = { field: 'email', code: 'EmailExists', reason: 'another agent or end user has this e-mail address' };
export const phoneNumberExists: FieldFault = { field: 'phoneNumber', code: 'PhoneNumberExists', reason: 'another agent or end user has this phone number' };

const MAX_EMAIL = 320;
/** An index holds these fields, and an index takes no text of any length. */
const MAX_EXTERNAL_ID = 500;
/** The parts of the domain are not empty and neither begin nor end with a hyphen. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@(?:(?!-)[^\s@.<>()[\]\\,;:"/?#]+(?<!-)\.)+(?!-)[^\s@.<>()[\]\\,;:"/?#]+(?<!-)$/u;
const E164 = /^\+[1-9]\d{1,14}$/;

/** Whether the text looks like an e-mail address: something, an @, a domain with a dot. */
export const isEmail = (text: string): boolean => text.length <= MAX_EMAIL && EMAIL.test(text);
/** Whether the text is a phone number in the international form, such as `+4531234567`. */
export const isE164 = (text: string): boolean => E164.test(text);

const malformed = {
  email: 'it is not an e-mail address',
  phoneNumber: 'it is not a phone number in the form +4531234567 (E.164)',
};

/** Each text once, letter case aside, in the order of their first appearance. */
function distinct(texts: readonly string[]): string[] {
  return [...new Map(texts.toReversed().map((text) => [text.toLowerCase(), text])).values()].toReversed();
}

/**
 * What a call about such people takes of the fields of a body. An agent has no external id, and keeps the e-mail address
 * that they were made with: naming these is no fault and has no effect, now and after a downgrade.
 */
export function takenFields(kind: 'Agent' | 'EndUser', making: boolean, input: PersonInput): PersonInput {
  if (kind === 'EndUser') return input;
  const { email, externalId: _, ...rest } = input;
  return making && email !== undefined ? { ...rest, email } : rest;
}

/**
 * Reads what was sent of a person.
 * @returns the fields that were sent, cleaned, and what is wrong with them.
 */
export function readFields(input: PersonInput): { fields: Partial<PersonFields>; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const addresses = (field: string, code: string, given: readonly string[], fits: (text: string) => boolean, reason: string): string[] => {
    const clean = given.map((text) => text.trim());
    clean.forEach((text, index) => {
      if (!fits(text)) faults.push({ field: given.length === 1 && !field.startsWith('additional') ? field : `${field}[${index}]`, code, reason });
    });
    return distinct(clean);
  };
  const displayName = input.displayName?.trim();
  if (displayName === '') faults.push({ field: 'displayName', code: 'EmptyDisplayName', reason: 'it must not be empty' });
  if (input.externalId !== undefined && input.externalId.length > MAX_EXTERNAL_ID) {
    faults.push({ field: 'externalId', code: 'ExternalIdTooLong', reason: `it must not be longer than ${MAX_EXTERNAL_ID} characters` });
  }
  const fields = {
    display_name: displayName,
    email: input.email === undefined ? undefined : addresses('email', 'InvalidEmail', [input.email], isEmail, malformed.email)[0],
    phone_number: input.phoneNumber === undefined ? undefined : addresses('phoneNumber', 'InvalidPhoneNumber', [input.phoneNumber], isE164, malformed.phoneNumber)[0],
    additional_emails: input.additionalEmails && addresses('additionalEmails', 'InvalidAdditionalEmail', input.additionalEmails, isEmail, malformed.email),
    additional_phone_numbers: input.additionalPhoneNumbers && addresses('additionalPhoneNumbers', 'InvalidAdditionalPhoneNumber', input.additionalPhoneNumbers, isE164, malformed.phoneNumber),
    first_name: input.firstName,
    middle_names: input.middleNames,
    last_name: input.lastName,
    avatar_url: input.avatarUrl,
    external_id: input.externalId,
  };
  return { fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), faults };
}

/**
 * An address to look for, as it was meant: a query carries `+` as a space unless it was escaped, and addresses hold no
 * spaces.
 */
export const lookUp = (text: string): string => text.replaceAll(' ', '+');

/** The name to show for somebody, whatever is known of them. */
export function nameOf(person: { id: string; display_name: string | null; first_name: string | null; last_name: string | null; email: string | null; phone_number: string | null }): string {
  const full = [person.first_name, person.last_name].filter(Boolean).join(' ');
  return [person.display_name, full, person.email, person.phone_number].find(Boolean) ?? person.id;
}
