import { Fault } from '../base/errors.ts';
import { allows } from '../modules/tokens/index.ts';
import type { Gate } from './execution.ts';

/** A token whose scopes do not cover the call is as good as none. */
export const policyGate: Gate = async (actor, operation) => {
  if (!allows(actor, operation)) throw new Fault('unauthorized');
};
