const MAX_TITLE = 1000;

/**
 * Reads a language code (`en`, `pt-BR`), in any letter case.
 * @returns its usual spelling, or undefined when it is none.
 */
export function languageOf(text: string): string | undefined {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(text)) return undefined;
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

/** What a text needs to be saved in a language. A field that is left out keeps its value. */
export interface TextInput {
  readonly languageId: string;
  readonly title?: string;
  readonly content?: string;
}

/** A text that may be saved, its language spelled as usual. */
export interface Text extends TextInput {
  readonly index: number;
}

/** Tells the texts that may be saved from those that may not, and why. The second text of a language is one too many. */
export function checkTexts(texts: readonly TextInput[]): { good: Text[]; bad: { index: number; languageId: string; field: string; message: string }[] } {
  const good: Text[] = [];
  const bad: { index: number; languageId: string; field: string; message: string }[] = [];
  for (const [index, text] of texts.entries()) {
    const languageId = languageOf(text.languageId);
    const title = text.title?.trim();
    const refuse = (field: string, message: string): void => void bad.push({ index, languageId: text.languageId, field, message });
    if (languageId === undefined) refuse('languageId', 'Invalid language code');
    else if (good.some((other) => other.languageId === languageId)) refuse('languageId', 'The language is given more than once');
    else if (title === '') refuse('title', 'Title must not be empty');
    else if (title !== undefined && title.length > MAX_TITLE) refuse('title', `Title must not be longer than ${MAX_TITLE} characters`);
    else good.push({ ...text, index, languageId, ...(title === undefined ? {} : { title }) });
  }
  return { good, bad };
}

/** What lies above a category or an article, as far as it matters to what is below. */
export interface Place {
  /** Collections at the top. */
  readonly collections: readonly { readonly id: string; readonly restricted: boolean }[];
  /** Categories above that are restricted themselves, nearest first. */
  readonly restrictedCategories: readonly string[];
}

export interface Restrictions {
  readonly isRestricted: boolean;
  readonly inheritedRestrictions: ({ fromCollection: string } | { fromCategory: string })[];
}

/** A thing is restricted when it or anything above it is; the list says what it inherits that from. */
export function restrictionsOf(own: boolean, place: Place): Restrictions {
  const inheritedRestrictions = [
    ...place.collections.filter((collection) => collection.restricted).map((collection) => ({ fromCollection: collection.id })),
    ...place.restrictedCategories.map((id) => ({ fromCategory: id })),
  ];
  return { isRestricted: own || inheritedRestrictions.length > 0, inheritedRestrictions };
}
