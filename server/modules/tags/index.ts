/** Tags: words of an organization that conversations bear. Names are unique to the letter; an inactive tag stays where it is and is put nowhere new. */
export { selectTagsById, tables, type TagRow } from './store.ts';
