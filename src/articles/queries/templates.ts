import { findPeopleByIds } from '../../accounts/queries.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { ArticleKind } from '../../db/tables.ts';
import { findMedia } from '../../media/queries.ts';
import { isLanguage } from '../../text/language.ts';
import { findSections, findSeries, findTopicsByIds } from '../../topics/queries.ts';
import { type Content, emptyContent } from '../article.ts';

/** Content for stories that come again and again. */
export interface Template {
  id: number;
  kind: ArticleKind;
  name: string;
  updatedAt: string;
  updatedBy: string;
}

/** By name. */
export const findTemplates = (db: Db, limit: number): Promise<Template[]> =>
  described(db).orderBy('template.name_key').orderBy('template.id').limit(limit).execute();

export async function findTemplate(db: Db, id: number): Promise<Template | null> {
  return (await described(db).where('template.id', '=', id).executeTakeFirst()) ?? null;
}

const described = (db: Db) =>
  db
    .selectFrom('templates as template')
    .innerJoin('people', 'people.id', 'template.updated_by')
    .select(['template.id', 'template.kind', 'template.name', 'template.updated_at as updatedAt'])
    .select('people.name as updatedBy');

/** The id of the template with this name, however it is capitalised. */
export async function findTemplateNamed(db: Db, name: string): Promise<number | null> {
  const row = await db.selectFrom('templates').select('id').where('name_key', '=', keyOf(name)).executeTakeFirst();
  return row?.id ?? null;
}

/** What the template holds, without what is not there any more: sections, topics, people and pictures come and go. */
export async function findTemplateContent(db: Db, id: number): Promise<Content> {
  const row = await db.selectFrom('templates').select('content').where('id', '=', id).executeTakeFirstOrThrow();
  const kept: Content = { ...emptyContent, ...JSON.parse(row.content) };
  const [sections, topics, people, series, media] = await Promise.all([
    findSections(db),
    findTopicsByIds(db, kept.topicIds),
    findPeopleByIds(db, kept.authorIds),
    kept.seriesId === null ? null : findSeries(db, kept.seriesId),
    kept.leadMediaId === null ? [] : findMedia(db, [kept.leadMediaId]),
  ]);
  return {
    ...kept,
    language: isLanguage(kept.language) ? kept.language : emptyContent.language,
    sectionId: sections.some((section) => section.id === kept.sectionId) ? kept.sectionId : null,
    topicIds: topics.map((topic) => topic.id),
    authorIds: people.map((person) => person.id),
    seriesId: series?.id ?? null,
    seriesPart: series ? kept.seriesPart : null,
    leadMediaId: media[0]?.id ?? null,
  };
}

interface Kept {
  content: Content;
  at: string;
  by: number;
}

export async function insertTemplate(
  tx: Tx,
  { kind, name, content, at, by }: Kept & { kind: ArticleKind; name: string },
): Promise<number> {
  const { id } = await tx
    .insertInto('templates')
    .values({
      ...{ kind, name, name_key: keyOf(name), content: JSON.stringify(content) },
      ...{ created_at: at, created_by: by, updated_at: at, updated_by: by },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function replaceTemplateContent(tx: Tx, id: number, { content, at, by }: Kept): Promise<void> {
  const change = { content: JSON.stringify(content), updated_at: at, updated_by: by };
  await tx.updateTable('templates').set(change).where('id', '=', id).execute();
}

export async function renameTemplate(tx: Tx, id: number, name: string): Promise<void> {
  await tx
    .updateTable('templates')
    .set({ name, name_key: keyOf(name) })
    .where('id', '=', id)
    .execute();
}

export async function deleteTemplate(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('templates').where('id', '=', id).execute();
}

const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase();
