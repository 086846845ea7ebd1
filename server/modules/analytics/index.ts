/** Analytics: metrics and the rows behind them, counted over facts that follow the event log. The catalogue says what there is. */
export { tables } from './fact-store.ts';
export { ANALYTICS_FOLLOWER, analyticsFollower, rebuildFacts } from './follower.ts';
