import { Data, Enumeration, Maybe, Named, Type } from '../../base/schema.ts';

export const GetOrganizationOutput = Data(
  'GetOrganizationOutput',
  Named('OrganizationDetails', {
    id: Type.String(),
    name: Type.String(),
    subdomain: Type.String({ description: 'Its short name, unique on this install.' }),
    status: Enumeration(['Active', 'Suspended']),
    avatarUrl: Maybe(Type.String({ description: 'Where its picture can be fetched.' })),
  }),
);
