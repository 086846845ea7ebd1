import { described, Enumeration, Maybe, Named, OneOf, Page, pageQuery, Type, Uuid, Variant } from '../../base/schema.ts';

const content = Type.String({ description: 'The text. Placeholders such as `{{requester_firstname}}` stand as they are.' });
const subject = Maybe(Type.String());

const fields = {
  id: Type.String(),
  name: Type.String(),
  content,
  createdBy: Type.String({ description: 'The agent who made it.' }),
  createdAt: Type.String(),
  lastEditedBy: Maybe(Type.String({ description: 'The agent who changed it last.' })),
  lastEditedAt: Maybe(Type.String()),
  translations: Maybe(
    Type.Array(
      Named('Translation', { locale: Type.String({ description: 'The language, such as `da`.' }), content, isDeactivated: Type.Boolean({ description: 'Whether it is out of use.' }), subject }),
      {
        description: 'The same in other languages.',
      },
    ),
  ),
  subject,
};

const Template = OneOf('Template', [Variant('EmailAutoReply', fields), Variant('QuickResponse', fields)]);
export const ListTemplatesOutput = Page('ListTemplatesOutput', Template);

export const templatePath = Type.Object({ templateId: described(Uuid, 'The template.') });
export const templatesQuery = Type.Object({ ...pageQuery, type: Maybe(Enumeration(['EmailAutoReply', 'QuickResponse'], { description: 'Only these.' })) });
