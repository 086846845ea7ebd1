import { invalid } from '../../base/errors.ts';
import { pageOf, readPage, type PageQuery } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import { operation, type Actor, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as agentCalls from './agent-calls.ts';
import * as endUserCalls from './enduser-calls.ts';
import { viewOutcome, type Asked } from './outcome.ts';
import { lookUp, type PersonInput } from './rules.ts';
import type { Kind, PersonFilters } from './store.ts';
import { viewAgent, viewAiAgent, viewEndUser, viewListedEndUser } from './view.ts';

interface PeopleQuery extends PageQuery {
  readonly email?: string;
  readonly phone?: string;
  readonly externalId?: string;
}

/** One page of agents or end users. @throws Fault 400 for two filters at once; a page key has its filter inside. */
async function page(ctx: Context, actor: Actor, kind: Kind, query: PeopleQuery, path: string, tooMany: string) {
  const { email, phone, externalId } = query;
  const filters: PersonFilters = {
    ...(email === undefined ? {} : { email: lookUp(email) }),
    ...(phone === undefined ? {} : { phone: lookUp(phone) }),
    ...(externalId === undefined ? {} : { externalId }),
  };
  if (Object.keys(filters).length > 1) throw invalid(tooMany);
  const request = readPage(query, `${kind}:${actor.organizationId}`, filters);
  return pageOf(await actions.listPeople(ctx, actor, kind, request), request, path, (row) => [row.created_at, row.id]);
}

const changesOf = (items: readonly ({ readonly id: string } & PersonInput)[]): actions.Change[] => items.map(({ id, ...input }) => ({ id, input }));
const agentOutcome = (asked: Asked, actor: Actor) => viewOutcome(asked, 'Agent', actor.organizationId, viewAgent);
const endUserOutcome = (asked: Asked, actor: Actor) => viewOutcome(asked, 'EndUser', actor.organizationId, viewEndUser);

const agentOperations: readonly Operation[] = [
  operation({
    ...agentCalls.getAgents,
    handle: async (ctx, { actor, query, path }) => {
      const { rows, meta } = await page(ctx, actor, 'Agent', query, path, 'Invalid filters: Cannot provide both phone number and email address');
      return { data: rows.map(viewAgent), meta };
    },
  }),
  operation({ ...agentCalls.postAgents, handle: async (ctx, { actor, body }) => ({ data: viewAgent(await actions.createPerson(ctx, actor, 'Agent', body)) }) }),
  operation({
    ...agentCalls.postAgentsBulk,
    handle: async (ctx, { actor, body }) => ({ data: (await actions.createPeople(ctx, actor, 'Agent', body.data ?? [])).map(agentOutcome('create', actor)) }),
  }),
  operation({
    ...agentCalls.putAgents,
    handle: async (ctx, { actor, body }) => ({ data: (await actions.changePeople(ctx, actor, 'Agent', 'replace', changesOf(body))).map(agentOutcome('replace', actor)) }),
  }),
  operation({
    ...agentCalls.patchAgents,
    handle: async (ctx, { actor, body }) => ({ data: (await actions.changePeople(ctx, actor, 'Agent', 'patch', changesOf(body))).map(agentOutcome('patch', actor)) }),
  }),
  operation({ ...agentCalls.getAgentsAgentid, handle: async (ctx, { actor, params }) => ({ data: viewAgent(await actions.getPerson(ctx, actor, 'Agent', params.agentId)) }) }),
  operation({
    ...agentCalls.putAgentsAgentid,
    handle: async (ctx, { actor, params, body }) => ({ data: viewAgent(await actions.changePerson(ctx, actor, 'Agent', 'replace', params.agentId, body)) }),
  }),
  operation({
    ...agentCalls.patchAgentsAgentid,
    handle: async (ctx, { actor, params, body }) => ({ data: viewAgent(await actions.changePerson(ctx, actor, 'Agent', 'patch', params.agentId, body)) }),
  }),
  operation({ ...agentCalls.deleteAgentsAgentid, handle: async (ctx, { actor, params }) => await actions.downgradeAgent(ctx, actor, params.agentId) }),
  operation({ ...agentCalls.getAiAgents, handle: async (ctx, { actor }) => ({ data: (await actions.listAiAgents(ctx, actor)).map(viewAiAgent) }) }),
];

const endUserOperations: readonly Operation[] = [
  operation({
    ...endUserCalls.getEndusers,
    handle: async (ctx, { actor, query, path }) => {
      const { rows, meta } = await page(ctx, actor, 'EndUser', query, path, 'Invalid filters: Cannot provide more than one filter');
      return { data: rows.map(viewListedEndUser), meta };
    },
  }),
  operation({ ...endUserCalls.postEndusers, handle: async (ctx, { actor, body }) => ({ data: viewEndUser(await actions.createPerson(ctx, actor, 'EndUser', body)) }) }),
  operation({
    ...endUserCalls.postEndusersBulk,
    handle: async (ctx, { actor, body }) => ({ data: (await actions.createPeople(ctx, actor, 'EndUser', body.data ?? [])).map(endUserOutcome('create', actor)) }),
  }),
  operation({
    ...endUserCalls.putEndusers,
    handle: async (ctx, { actor, body }) => ({ data: (await actions.changePeople(ctx, actor, 'EndUser', 'replace', changesOf(body.data ?? []))).map(endUserOutcome('replace', actor)) }),
  }),
  operation({
    ...endUserCalls.patchEndusers,
    handle: async (ctx, { actor, body }) => ({ data: (await actions.changePeople(ctx, actor, 'EndUser', 'patch', changesOf(body.data ?? []))).map(endUserOutcome('patch', actor)) }),
  }),
  operation({ ...endUserCalls.getEndusersUserid, handle: async (ctx, { actor, params }) => ({ data: viewEndUser(await actions.getPerson(ctx, actor, 'EndUser', params.userId)) }) }),
  operation({
    ...endUserCalls.putEndusersUserid,
    handle: async (ctx, { actor, params, body }) => ({ data: viewEndUser(await actions.changePerson(ctx, actor, 'EndUser', 'replace', params.userId, body)) }),
  }),
  operation({
    ...endUserCalls.patchEndusersUserid,
    handle: async (ctx, { actor, params, body }) => ({ data: viewEndUser(await actions.changePerson(ctx, actor, 'EndUser', 'patch', params.userId, body)) }),
  }),
];

export const peopleOperations: readonly Operation[] = [...agentOperations, ...endUserOperations];
