/**
 * API tokens. A token belongs to one organization and acts as one person of it. It is shown once, when it is made;
 * the database holds a hash and the readable beginning (`prefix`), by which it is found and told apart.
 */
export { tokenSetting } from './setting.ts';
export { createToken, listTokens, revokeToken, TOKENS_CHANGED, type TokenRow } from './actions.ts';
export { allows } from './policy.ts';
export { TokenReader } from './reader.ts';
export { tables } from './store.ts';
