/** Ratings: a customer is offered a question (Csat 1-5, Nps 0-10, thumbs 0-1) and answers it once. Offered → Rated. */
export { selectRatingsById, tables, type RatingRow } from './store.ts';
