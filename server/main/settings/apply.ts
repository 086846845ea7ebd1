import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../base/clock.ts';
import { createOrganizationIn, selectOrganizationBySubdomain, selectOrganizations, updateOrganization, type OrganizationRow } from '../../modules/organizations/index.ts';
import { sql, type Database, type Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import { SettingError, type Entry, type Setting, type SettingScope } from '../../platform/setting.ts';
import { DocumentError, settings, type OrganizationEntry, type SettingsDocument } from './document.ts';

/** A difference between the file and the install. */
export interface Change {
  readonly organization: string;
  readonly section: string;
  readonly name: string;
  readonly kind: 'create' | 'change' | 'remove';
  /** The fields that differ. */
  readonly fields?: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  /** What would be lost, as a sentence; the change is refused unless that is allowed. */
  readonly loss?: string;
  /** Shown once: the secret of a new token. */
  readonly secret?: string;
}

/** How a loss is named when it is allowed. */
export const lossName = ({ organization, section, name }: Change): string => `${organization}/${section}/${name}`;

/** What stands in the way: losses that were not allowed. */
export class LossError extends Error {
  readonly changes: readonly Change[];
  constructor(changes: readonly Change[]) {
    const lines = changes.map((change) => `  ${lossName(change)}: ${change.loss}`);
    super(`Nothing was changed, as this would lose data:\n${lines.join('\n')}\nAllow it with --allow-loss ${changes.map(lossName).join(',')}`);
    this.changes = changes;
  }
}

/** Settings of all organizations, or of one, as a file has them. */
export async function exportSettings(session: Session, subdomain?: string): Promise<SettingsDocument> {
  const rows = (await selectOrganizations(session)).filter((row) => subdomain === undefined || row.subdomain === subdomain);
  const organizations: OrganizationEntry[] = [];
  for (const row of rows) {
    const sections: Record<string, readonly Entry[]> = {};
    for (const setting of settings) sections[setting.section] = await setting.read(session, row.id);
    organizations.push({ subdomain: row.subdomain, name: row.name, language: row.language, timezone: row.timezone, ...sections });
  }
  return { organizations };
}

function differences(before: Entry, after: Entry): Record<string, { from?: unknown; to?: unknown }> {
  const found: Record<string, { from?: unknown; to?: unknown }> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isDeepStrictEqual(before[key], after[key])) found[key] = { ...(before[key] === undefined ? {} : { from: before[key] }), ...(after[key] === undefined ? {} : { to: after[key] }) };
  }
  return found;
}

/** Which entry of the install is meant by which of the file: by id, else by name. */
function pair(setting: Setting, wanted: readonly Entry[], there: readonly Entry[], at: string): { pairs: (Entry | undefined)[]; left: Entry[] } {
  const left = [...there];
  const take = (match: (entry: Entry) => boolean): Entry | undefined => {
    const index = left.findIndex(match);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const pairs = wanted.map((entry) => (entry.id === undefined ? undefined : take((row) => row.id === entry.id)));
  for (const [index, entry] of wanted.entries()) {
    if (pairs[index]) continue;
    const same = left.filter((row) => setting.nameOf(row) === setting.nameOf(entry));
    if (same.length > 1 && entry.id === undefined) throw new DocumentError(`${at}[${index}]: more than one has the name ${setting.nameOf(entry)}; say which by its id`);
    pairs[index] = take((row) => setting.nameOf(row) === setting.nameOf(entry) && (entry.id === undefined || setting.section === 'customAttributes'));
  }
  return { pairs, left };
}

/** Brings one section of one organization into the state of the file, and says what that changed. */
async function applySection(tx: Session, now: string, organization: OrganizationRow, setting: Setting, wanted: readonly Entry[], at: string): Promise<Change[]> {
  const there = await setting.read(tx, organization.id);
  const { pairs, left } = pair(setting, wanted, there, at);
  const base = { organization: organization.subdomain, section: setting.section };
  const changes: Change[] = [];
  for (const entry of left) {
    const loss = await setting.losses(tx, organization.id, entry);
    await setting.remove(tx, { organizationId: organization.id, now }, entry);
    changes.push({ ...base, kind: 'remove', name: setting.nameOf(entry), ...(loss === undefined ? {} : { loss }) });
  }
  for (const [index, entry] of wanted.entries()) {
    // A millisecond apart, so that lists show new things in the order of the file.
    const scope = { organizationId: organization.id, now: new Date(Date.parse(now) + index).toISOString() };
    const before = pairs[index];
    if (before && Object.keys(differences(before, { id: before.id, ...entry })).length === 0) continue;
    try {
      const name = setting.nameOf(entry);
      if (!before) {
        const secret = await setting.save(tx, scope, entry, before);
        changes.push({ ...base, kind: 'create', name, ...(typeof secret === 'string' ? { secret } : {}) });
        continue;
      }
      const loss = await setting.lossesOf?.(tx, organization.id, before, entry);
      const fields = await change(tx, scope, setting, entry, before);
      if (Object.keys(fields).length > 0) changes.push({ ...base, kind: 'change', name, fields, ...(loss === undefined ? {} : { loss }) });
    } catch (error) {
      throw error instanceof SettingError ? new DocumentError(`${at}[${index}].${error.message}`) : error;
    }
  }
  return changes;
}

/**
 * Writes an entry and reads it back, as fields that the file leaves out get their values then. What turns out to be no
 * change leaves no trace, a time of change included.
 */
async function change(tx: Session, scope: SettingScope, setting: Setting, entry: Entry, before: Entry): Promise<ReturnType<typeof differences>> {
  await tx.execute(sql`SAVEPOINT entry`);
  await setting.save(tx, scope, entry, before);
  const rows = await setting.read(tx, scope.organizationId);
  const after = rows.find((row) => (before.id === undefined ? setting.nameOf(row) === setting.nameOf(entry) : row.id === before.id));
  const fields = differences(before, after ?? {});
  await tx.execute(Object.keys(fields).length === 0 ? sql`ROLLBACK TO SAVEPOINT entry` : sql`RELEASE SAVEPOINT entry`);
  return fields;
}

async function applyOrganization(tx: Session, clock: Clock, entry: OrganizationEntry, place: number): Promise<Change[]> {
  const { subdomain } = entry;
  const changes: Change[] = [];
  const base = { organization: subdomain, section: 'organizations', name: subdomain };
  const there = await selectOrganizationBySubdomain(tx, subdomain);
  if (!there) {
    await createOrganizationIn(tx, clock, { subdomain, ...(entry.name === undefined ? {} : { name: entry.name }) });
    changes.push({ ...base, kind: 'create' });
  }
  const before = (await selectOrganizationBySubdomain(tx, subdomain))!;
  const facts = { name: entry.name ?? before.name, language: entry.language ?? before.language, timezone: entry.timezone ?? before.timezone };
  const fields = differences({ name: before.name, language: before.language, timezone: before.timezone }, facts);
  if (Object.keys(fields).length > 0) {
    await updateOrganization(tx, before.id, facts);
    if (there) changes.push({ ...base, kind: 'change', fields });
  }
  const now = clock.now().toISOString();
  for (const setting of settings) {
    const wanted = entry[setting.section] as readonly Entry[] | undefined;
    if (wanted !== undefined) changes.push(...(await applySection(tx, now, before, setting, wanted, `organizations[${place}].${setting.section}`)));
  }
  for (const setting of settings) {
    await setting.verify?.(tx, before.id).catch((error: unknown) => {
      throw error instanceof SettingError ? new DocumentError(`organizations[${place}].${setting.section}: ${error.message}`) : error;
    });
  }
  const events = changes.map(({ section, kind }) => ({ type: 'SettingChanged', data: { section, kind } }));
  await appendEvents(tx, before.id, now, events);
  return changes;
}

class Rehearsed extends Error {}

export interface ApplyOptions {
  /** Called with what changes before it is committed. */
  readonly announce?: (changes: readonly Change[]) => void;
  /** Do everything, then take it back: what a plan says is what the application would do. */
  readonly dry: boolean;
  /** `organization/section/name` of what may be lost. */
  readonly allowLoss?: readonly string[];
}

/**
 * Brings the install into the state of the file, all of it or nothing, one application at a time.
 * @returns what changed, or would change.
 * @throws DocumentError, LossError: then nothing was changed.
 */
export async function applySettings(db: Database, clock: Clock, document: SettingsDocument, options: ApplyOptions): Promise<Change[]> {
  let changes: Change[] = [];
  try {
    await db.transaction(async (tx) => {
      changes = [];
      await tx.query(sql`SELECT pg_advisory_xact_lock(hashtext('parley settings'))`);
      for (const [place, organization] of document.organizations.entries()) changes.push(...(await applyOrganization(tx, clock, organization, place)));
      if (options.dry) throw new Rehearsed();
      const allowed = new Set(options.allowLoss);
      const lost = changes.filter((change) => change.loss !== undefined && !allowed.has(lossName(change)));
      if (lost.length > 0) throw new LossError(lost);
      options.announce?.(changes);
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
    // The secret of a token that was taken back is nobody's.
    changes = changes.map(({ secret: _secret, ...change }) => change);
  }
  return changes;
}
