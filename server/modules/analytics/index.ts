/** Analytics: metrics and the rows behind them, counted over facts that follow the event log. The catalogue says what there is. */
export { report } from './actions.ts';
export { tables } from './fact-store.ts';
export { ANALYTICS_FOLLOWER, analyticsFollower, rebuildFacts } from './follower.ts';
export type { FactKind } from './facts.ts';
export { channelCodes, channelsNamed, checkZone, unitsPeriod, type Period, type Unit } from './rules.ts';
export { aggregate, factTests, selectFacts, type Aggregates, type FactRow, type FactSource, type Scope } from './store.ts';
