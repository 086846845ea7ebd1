/** Flows: what happens to a new conversation that comes in through a contact point of a channel; here, in which queue it waits. */
export { chatWidgetSetting, flowSetting } from './setting.ts';
export { tables } from './store.ts';
