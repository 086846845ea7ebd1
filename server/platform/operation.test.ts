import { describe, expect, expectTypeOf, it } from 'vitest';
import { Data, Enumeration, Maybe, Type, Uuid } from '../base/schema.ts';
import { describeCall, operation } from './operation.ts';

const putThing = describeCall({
  id: 'putThing',
  method: 'PUT',
  path: '/things/{thingId}',
  tags: ['Things'],
  summary: 'Change a thing',
  effect: 'write',
  params: Type.Object({ thingId: Uuid }),
  query: Type.Object({ loud: Maybe(Type.Boolean()) }),
  body: Type.Object({ size: Type.Integer(), colour: Maybe(Type.String()) }),
  status: 200,
  answer: Data('Thing', Type.Object({ state: Enumeration(['Old', 'New']) })),
  errors: [400, 404],
});

const deleteThing = describeCall({
  id: 'deleteThing',
  method: 'DELETE',
  path: '/things/{thingId}',
  tags: ['Things'],
  summary: 'Delete a thing',
  effect: 'destroy',
  params: Type.Object({ thingId: Uuid }),
  status: 204,
  errors: [404],
});

// The compiler is the judge here: a wrong type fails the type check, not the run.
describe('a handler knows the types of its call', () => {
  it('params, query and body come from the description, and a literal in the answer stays one', () => {
    const entry = operation({
      ...putThing,
      handle: async (_ctx, call) => {
        expectTypeOf(call.params).toEqualTypeOf<{ thingId: string }>();
        expectTypeOf(call.query).toEqualTypeOf<{ loud?: boolean }>();
        expectTypeOf(call.body).toEqualTypeOf<{ size: number; colour?: string }>();
        return { data: { state: 'New' } };
      },
    });
    expect(entry.id).toBe('putThing');
  });

  it('a body that is taken in a laxer form than published has the laxer type', () => {
    const lax = describeCall({ ...putThing, accepts: Type.Object({ size: Maybe(Type.Integer()) }) });
    const entry = operation({
      ...lax,
      handle: async (_ctx, call) => {
        expectTypeOf(call.body).toEqualTypeOf<{ size?: number }>();
        return { data: { state: 'Old' } };
      },
    });
    expect(entry.accepts).toBe(lax.accepts);
  });

  it('an empty answer needs no return', () => {
    const entry = operation({
      ...deleteThing,
      handle: async (_ctx, call) => {
        expectTypeOf(call.body).toEqualTypeOf<undefined>();
      },
    });
    expect(entry.answer).toBeUndefined();
  });

  it('an answer off its schema does not compile', () => {
    // @ts-expect-error the state is not one of the list
    operation({ ...putThing, handle: async (_ctx, _call) => ({ data: { state: 'Stolen' } }) });
    // @ts-expect-error there is no data
    operation({ ...putThing, handle: async (_ctx, _call) => ({}) });
  });
});
