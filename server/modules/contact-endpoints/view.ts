import type { ContactEndpointRow } from './store.ts';

export function viewContactEndpoint(row: ContactEndpointRow) {
  const name = row.name === null ? {} : { name: row.name };
  if (row.kind === 'TelephonyEndpoint') return { number: row.address, functionality: [...row.functionality], ...name, _type: row.kind };
  return { address: row.address, ...(row.sender_override === null ? {} : { senderOverride: row.sender_override }), ...name, _type: row.kind };
}
