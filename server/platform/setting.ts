import type { TObject } from '../base/schema.ts';
import type { Session } from './db/database.ts';

/** An entry of a section of the configuration file. Entries with an `id` keep it over a change of their name. */
export type Entry = Readonly<Record<string, unknown>>;

/** Whose settings, and when. */
export interface SettingScope {
  readonly organizationId: string;
  readonly now: string;
}

/** An entry names something that is not there; the message begins with the field. */
export class SettingError extends Error {}

/**
 * One section of the configuration file: a kind of setting that the API cannot make. A module with such settings says
 * here how they are read and written; comparing, ordering and reporting is the same for all.
 */
export interface Setting {
  /** Its name in the file. */
  readonly section: string;
  readonly description: string;
  /** An entry. Unknown fields are refused. */
  readonly entry: TObject;
  /** What people call an entry; unique in its section, unless entries have ids. */
  nameOf(entry: Entry): string;
  /** What is wrong with all entries together, as a sentence. */
  check?(entries: readonly Entry[]): string | undefined;
  /** All entries, in the order in which they were made, with every field that has a value. */
  read(session: Session, organizationId: string): Promise<Entry[]>;
  /**
   * Makes an entry, or changes the one that `before` was.
   * @returns a secret that is shown once, if there is one.
   * @throws SettingError for what the entry names and what is not there.
   */
  save(tx: Session, scope: SettingScope, entry: Entry, before: Entry | undefined): Promise<string | void>;
  remove(tx: Session, scope: SettingScope, entry: Entry): Promise<void>;
  /** What would be lost or broken without the entry, as a sentence about it. */
  losses(session: Session, organizationId: string, entry: Entry): Promise<string | undefined>;
  /** Looks at the section when the whole file is written. @throws SettingError for what names something that is gone. */
  verify?(session: Session, organizationId: string): Promise<void>;
  /** What would be lost by a change of the entry, as a sentence about it. */
  lossesOf?(session: Session, organizationId: string, before: Entry, after: Entry): Promise<string | undefined>;
}

/** `12 conversations`, or nothing for none. */
export const counted = (count: number, what: string): string | undefined => (count === 0 ? undefined : `${count} ${what}${count === 1 ? '' : 's'}`);
