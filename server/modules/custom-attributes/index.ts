/**
 * Custom attributes: the definitions of an organization (text, or a select with nested options) and the values that
 * conversations and contacts carry. A value belongs to a definition of the same entity type.
 */
export { customAttributeSetting } from './setting.ts';
export { attributeList, type AttributeValue } from './attribute-list.ts';
export { tables } from './store.ts';
