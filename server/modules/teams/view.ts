import { nameOf } from '../people/index.ts';
import type { TeamMemberRow, TeamRow } from './store.ts';

export const viewTeam = (row: TeamRow) => ({ id: row.id, name: row.name });

export const viewMember = (row: TeamMemberRow) => ({
  id: row.id,
  name: nameOf(row),
  ...(row.email === null ? {} : { email: row.email }),
  ...(row.phone_number === null ? {} : { phoneNumber: row.phone_number }),
});
