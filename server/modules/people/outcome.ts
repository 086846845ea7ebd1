import { bulkFailure, bulkSuccess, type BulkError } from '../../base/bulk.ts';
import type { Outcome } from './actions.ts';
import type { Kind, PersonRow } from './store.ts';

/** What was asked for; the words of a failure differ. */
export type Asked = 'create' | 'replace' | 'patch';

/** The sentence about a person that could not be written, in the published words. */
function refusal(asked: Asked, kind: Kind, organizationId: string, id: string, errors: string): string {
  if (asked === 'create') return `Create ${kind} [userId=${id}] in [orgId=${organizationId}] failed with [errors=${errors}]`;
  if (asked === 'replace') return `Updating ${kind} [id:${id}] failed with [errors:${errors}]`;
  return `Updating ${kind} [id=${id}] in [org=${organizationId}] failed with [errors=${errors}]`;
}

function errorOf(outcome: Exclude<Outcome, { person: PersonRow }>, asked: Asked, kind: Kind, organizationId: string): BulkError {
  const { id } = outcome;
  switch (outcome.failure) {
    case 'NotFound':
      return { id, message: kind === 'Agent' ? 'Agent not found' : 'User not found', _type: 'NotFound' };
    case 'EmptyPatchSet':
      return { id, message: 'There is nothing to change: no field was sent beside the id', _type: 'EmptyPatchSet' };
    case 'Validation': {
      const errors = [...new Set(outcome.faults.map((fault) => fault.code))].join(', ');
      return { id, message: refusal(asked, kind, organizationId, id, errors), _type: 'Validation' };
    }
  }
}

/** What became of one person of many, as the wire shows it. */
export const viewOutcome =
  <T>(asked: Asked, kind: Kind, organizationId: string, view: (row: PersonRow) => T) =>
  (outcome: Outcome) =>
    'person' in outcome ? bulkSuccess(view(outcome.person)) : bulkFailure(errorOf(outcome, asked, kind, organizationId));
