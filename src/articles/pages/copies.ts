import { type Language, languages } from '../../text/language.ts';
import { canMake, canPublish } from '../policy.ts';
import type { EditorState } from './editor-state.ts';
import { nativeName } from './panel.ts';

interface CopiesModel {
  kind: string;
  duplicateAction: string;
  /** Of a translation. */
  originalHref: string | null;
  /** Null where the newsroom has one language. */
  translate: {
    action: string;
    options: { value: string; label: string; language: Language; selected: boolean }[];
    error: string | null;
    existingHref: string | null;
  } | null;
  isOpen: boolean;
}

/** What can be made from what is saved; null where it never was, or this person makes nothing of the kind. */
export function copiesModel({ article, actor, kind, form, saved, errors }: EditorState): CopiesModel | null {
  if (!article || !saved || !canMake(actor, kind)) return null;
  const address = `/admin/articles/${article.id}`;
  const others = languages.filter((language) => language !== saved.language);
  const error = errors.translateTo ?? null;
  const { translateTo, existingTranslation, translationOf = '' } = form;
  const original = saved.translationOf;
  // What an author may not see in the newsroom they may read where it is out.
  const isRead = !canPublish(actor) && translationOf.startsWith('/');
  return {
    kind,
    duplicateAction: `${address}/duplicate`,
    originalHref: original === null ? null : isRead ? translationOf : `/admin/articles/${original}`,
    translate:
      others.length === 0
        ? null
        : {
            action: `${address}/translate`,
            options: others.map((language) => ({
              ...{ value: language, label: nativeName(language), language },
              selected: language === translateTo,
            })),
            error,
            existingHref: existingTranslation ? `/admin/articles/${existingTranslation}` : null,
          },
    isOpen: error !== null,
  };
}
