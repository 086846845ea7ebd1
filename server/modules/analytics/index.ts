/** Analytics: metrics and the rows behind them, computed from the event log. The catalogue says what there is. */
export { tables } from './store.ts';
