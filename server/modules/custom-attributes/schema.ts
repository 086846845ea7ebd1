import { AnyOf, Data, DateTime, described, Enumeration, Int32, MapOf, Maybe, Named, Nullable, OneOf, Recursive, type Static, Type, Uuid, Variant } from '../../base/schema.ts';
import { CustomAttribute } from '../../base/wire.ts';

/** An option of a select, with the options beneath it. */
export interface SelectOption {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly nestedOptions: readonly SelectOption[];
  readonly isDeactivated: boolean;
  readonly orderIndex: number;
}

export const SelectOption = Recursive<SelectOption>('SelectOption', (self) =>
  Named('SelectOption', {
    id: Uuid,
    label: Type.String({ description: 'What people see.' }),
    value: Type.String({ description: 'What is stored.' }),
    // Always there; but many generators of clients never come to an end when a schema requires itself.
    nestedOptions: Maybe(Type.Array(self, { description: 'The options beneath this one.' })),
    isDeactivated: Type.Boolean({ description: 'Whether it can no longer be chosen.' }),
    orderIndex: described(Int32, 'Its place when the whole tree is counted through.'),
  }),
);

const InputDefinition = OneOf('CustomAttributeInputDefinition', [
  Variant('Select', { options: Type.Array(SelectOption) }),
  Variant('Text', { placeholder: Maybe(Type.String({ description: 'Shown while the field is empty.' })) }),
]);

export const CustomAttributeDefinition = Named('CustomAttributeDefinition', {
  id: Uuid,
  entityType: Enumeration(['Contact', 'Conversation'], { description: 'What carries the attribute: end users or conversations.' }),
  identifier: Type.String({ description: 'The name that programs use.' }),
  label: Type.String({ description: 'The name that people see.' }),
  inputDefinition: InputDefinition,
  description: Maybe(Type.String()),
  createdAt: DateTime,
  updatedAt: Maybe(DateTime),
  isRequired: Type.Boolean({ description: 'Whether agents must fill it in.' }),
  isArchived: Type.Boolean(),
  isDeactivated: Type.Boolean(),
});
export type CustomAttributeDefinition = Static<typeof CustomAttributeDefinition>;

export const ListCustomAttributesDefinitionsOutput = Data('ListCustomAttributesDefinitionsOutput', Type.Array(CustomAttributeDefinition));
export const GetCustomAttributesDefinitionsOutput = Data('GetCustomAttributesDefinitionsOutput', CustomAttributeDefinition);

/** Values by definition. Null clears an attribute, which it does nowhere else in the API. */
export const CustomAttributePatch = MapOf(AnyOf([Type.Array(Type.String()), Nullable(Type.String())]), {
  title: 'CustomAttributePatch',
  description: 'Values by the id of their definition: a text, or the path of options from the top down for a select. Null clears the attribute.',
});
export type CustomAttributePatch = Static<typeof CustomAttributePatch>;

export const PatchConversationCustomAttributesOutput = Data('PatchConversationCustomAttributesOutput', Type.Array(CustomAttribute));
export const PatchEndUserCustomAttributesOutput = Data('PatchEndUserCustomAttributesOutput', Type.Array(CustomAttribute));

export const definitionPath = Type.Object({ customAttributeId: Type.String({ description: 'The definition of the attribute.' }) });
export const endUserPath = Type.Object({ userId: Uuid });
