import { Fault } from '../base/errors.ts';
import { allows } from '../modules/tokens/index.ts';
import type { Gate } from './routes.ts';

/** A token whose scopes do not cover the call is as good as none. */
export const policyGate: Gate = async (request, operation) => {
  if (!allows(request.actor!, operation)) throw new Fault('unauthorized');
};
