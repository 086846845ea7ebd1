/** Contact endpoints: the e-mail addresses and phone numbers at which an organization is reached. The address is the id. */
export { contactEndpointSetting } from './setting.ts';
export { selectContactEndpoint, selectContactEndpoints, tables, type ContactEndpointRow } from './store.ts';
