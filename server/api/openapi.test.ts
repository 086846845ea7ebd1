import { describe, expect, it } from 'vitest';
import { Data, DateTime, Int32, Named, Nullable, OneOf, Recursive, Type, Uuid, Variant } from '../base/schema.ts';
import { type CallDescription, describeCall } from '../platform/operation.ts';
import { emitOpenApi } from './openapi.ts';

/** A call whose answer is the given schema. */
const answering = (path: string, answer: CallDescription['answer'], more: Partial<CallDescription> = {}): CallDescription =>
  ({ ...describeCall({ id: `get${path}`, method: 'GET', path, tags: ['Tags'], summary: 'x', effect: 'read', status: 200, errors: [400] }), answer, ...more }) as CallDescription;

const schemasOf = (...calls: CallDescription[]) => emitOpenApi(calls, { version: 'beta' }).components.schemas;

describe('components of the description', () => {
  it('equal schemas share one component; those that only share a title are numbered', () => {
    const one = () => Named('Thing', { id: Uuid });
    const schemas = schemasOf(answering('/a', Data('A', one())), answering('/b', Data('B', one())), answering('/c', Data('C', Named('Thing', { size: Int32 }))));
    expect(Object.keys(schemas)).toEqual(['A', 'B', 'C', 'ErrorResponse', 'Thing', 'Thing1']);
    expect(schemas.B).toMatchObject({ properties: { data: { $ref: '#/components/schemas/Thing' } } });
    expect(schemas.C).toMatchObject({ properties: { data: { $ref: '#/components/schemas/Thing1' } } });
  });

  it('a union says which `_type` is which member, numbered members too', () => {
    const first = OneOf('First', [Variant('Text', { value: Type.String() })]);
    const second = OneOf('Second', [Variant('Text', { placeholder: Type.String() }), Variant('Html', { value: Type.String() })]);
    const schemas = schemasOf(answering('/a', Data('A', first)), answering('/b', Data('B', second)));
    expect(schemas.Second).toEqual({
      title: 'Second',
      oneOf: [{ $ref: '#/components/schemas/Text1' }, { $ref: '#/components/schemas/Html' }],
      discriminator: { propertyName: '_type', mapping: { Text: '#/components/schemas/Text1', Html: '#/components/schemas/Html' } },
    });
    expect(schemas.Text1).toMatchObject({ required: ['_type', 'placeholder'], properties: { _type: { type: 'string', enum: ['Text'] } } });
  });

  it('a schema that contains itself refers to itself by its own name', () => {
    const Branch = Recursive<unknown>('TestBranch', (self) => Named('TestBranch', { branches: Type.Array(self) }));
    const schemas = schemasOf(answering('/a', Data('A', Branch)));
    expect(schemas.TestBranch).toMatchObject({ properties: { branches: { items: { $ref: '#/components/schemas/TestBranch' } } } });
  });

  it('nothing in it is beyond OpenAPI 3.0.3', () => {
    const schema = Named('Odd', { fixed: Type.Literal('x'), none: Nullable(Type.String()), at: DateTime, count: Int32 });
    expect(schemasOf(answering('/a', schema)).Odd).toEqual({
      title: 'Odd',
      type: 'object',
      required: ['fixed', 'none', 'at', 'count'],
      properties: {
        fixed: { type: 'string', enum: ['x'] },
        none: { type: 'string', nullable: true },
        at: { type: 'string', format: 'date-time' },
        count: { type: 'integer', format: 'int32' },
      },
    });
  });
});

describe('calls of the description', () => {
  it('a call that is not published is left out', () => {
    const { paths } = emitOpenApi([answering('/a', undefined), answering('/b', undefined, { published: false })], { version: 'beta' });
    expect(Object.keys(paths)).toEqual(['/beta/a']);
  });

  it('each version has its own paths, in the examples too', () => {
    const call = answering('/a', Type.Object({ next: Type.String() }), { example: { answer: { next: '/beta/a?pageKey=x' } } });
    expect(emitOpenApi([call], { version: 'v1' }).paths['/v1/a']).toMatchObject({
      get: { responses: { 200: { content: { 'application/json': { example: { next: '/v1/a?pageKey=x' } } } } } },
    });
  });

  it('an error status without a description is refused, so that none goes out unexplained', () => {
    expect(() => emitOpenApi([answering('/a', undefined, { errors: [418] })], { version: 'beta' })).toThrow('418');
  });
});
