import { describe, expect, it } from 'vitest';
import { decidePatch, differing, type Definition } from './rules.ts';
import type { SelectOption } from './schema.ts';

const TEXT = '10000000-0000-4000-8000-00000000000a';
const SELECT = '10000000-0000-4000-8000-00000000000b';

const definition = (id: string, input_definition: Definition['input_definition'], more: Partial<Definition> = {}): Definition => ({
  id,
  entity_type: 'Conversation',
  identifier: 'reason',
  label: 'Reason',
  description: null,
  input_definition,
  is_required: false,
  is_archived: false,
  is_deactivated: false,
  created_at: '2026-03-02T10:00:00.000Z',
  updated_at: null,
  ...more,
});
const option = (value: string, nestedOptions: readonly SelectOption[] = [], isDeactivated = false): SelectOption => ({ id: value, value, label: value, isDeactivated, nestedOptions, orderIndex: 0 });
const select = { _type: 'Select', options: [option('bike', [option('wheel', [option('spoke')]), option('bell', [], true)]), option('boat', [], true)] } as const;
const definitions = (more: Partial<Definition> = {}): Definition[] => [definition(TEXT, { _type: 'Text' }, more), definition(SELECT, select, more)];
const decide = (patch: object, more: Partial<Definition> = {}) => decidePatch(definitions(more), 'Conversation', patch as Parameters<typeof decidePatch>[2]);

describe('a patch', () => {
  it.each([
    ['sets a text', { [TEXT]: 'late' }, { set: { [TEXT]: 'late' }, clear: [] }],
    ['sets an empty text', { [TEXT]: '' }, { set: { [TEXT]: '' }, clear: [] }],
    ['sets an option, and one beneath another', { [SELECT]: ['bike', 'wheel', 'spoke'] }, { set: { [SELECT]: ['bike', 'wheel', 'spoke'] }, clear: [] }],
    ['clears with null, and with an empty list', { [TEXT]: null, [SELECT]: [] }, { set: {}, clear: [TEXT, SELECT] }],
    ['names a definition in any case', { [TEXT.toUpperCase()]: 'late' }, { set: { [TEXT]: 'late' }, clear: [] }],
    [
      'names one twice, in other letters: the last counts',
      { [TEXT]: null, [TEXT.toUpperCase()]: 'late', [SELECT]: ['bike'], [SELECT.toUpperCase()]: null },
      { set: { [TEXT]: 'late' }, clear: [SELECT] },
    ],
    ['does nothing', {}, { set: {}, clear: [] }],
  ])('%s', (_what, patch, change) => expect(decide(patch)).toEqual(change));

  it.each([
    ['of an unknown attribute', { [TEXT.replace('a', 'c')]: 'x' }, 'there is no such attribute for a conversation'],
    ['with a list for a text', { [TEXT]: ['late'] }, 'takes a string'],
    ['with a text for an option', { [SELECT]: 'bike' }, 'takes a list'],
    ['with no such option', { [SELECT]: ['plane'] }, '"plane" is not one of its options'],
    ['with an option from another branch', { [SELECT]: ['wheel'] }, '"wheel" is not one of its options'],
    ['with an option beneath the last', { [SELECT]: ['bike', 'wheel', 'spoke', 'end'] }, '"end" is not one of its options'],
    ['with an option out of use', { [SELECT]: ['boat'] }, '"boat" is deactivated'],
    ['with an option out of use beneath one that is', { [SELECT]: ['bike', 'bell'] }, '"bell" is deactivated'],
    ['of which one part is wrong', { [TEXT]: 'late', [SELECT]: ['plane'] }, 'not one of its options'],
  ])('%s is refused', (_what, patch, sentence) => expect(() => decide(patch)).toThrow(sentence));

  it.each([{ is_archived: true }, { is_deactivated: true }])('of what is %j is refused, but for clearing it', (more) => {
    expect(() => decide({ [TEXT]: 'late' }, more)).toThrow('no longer in use');
    expect(decide({ [TEXT]: null }, more).clear).toEqual([TEXT]);
  });

  it('of an attribute of the other kind of owner is refused', () => expect(() => decide({ [TEXT]: 'x' }, { entity_type: 'Contact' })).toThrow('no such attribute for a conversation'));
});

it('what is as it should be already is no change', () => {
  const values = { a: 'same', b: ['x', 'y'], c: 'old', d: 'gone soon' };
  const change = { set: { a: 'same', b: ['x', 'y'], c: 'new', e: 'first' }, clear: ['d', 'never there'] };
  expect(differing(change, values)).toEqual({ set: { c: 'new', e: 'first' }, clear: ['d'] });
  expect(differing({ set: { b: ['y', 'x'] }, clear: [] }, values).set).toEqual({ b: ['y', 'x'] });
});
