import { libraryRights } from './library-rights.ts';
import { signInRights } from './sign-in-rights.ts';

/*
 * Who may do what. A row is a route, what it is asked of (the state of the story, or nothing), and the answer to each:
 * nobody (signed out), a moderator, an author (of another's story, of a story they are bylined on, of their own), an editor,
 * an administrator. 200 and 303 are done, 401 and a 303 to the sign-in page ask to sign in, 403 is not allowed, 404 is what
 * one may not see, 409 is what the story's state does not allow.
 */
const matrix = `
  route                                       of          nobody  moderator  another's  bylined  own  editor  admin
  GET /admin                                  -           200     303        303        303      303  303     303
  GET /admin/sign-in                          -           303     303        303        303      303  303     303
  POST /admin/sign-in                         -           303     303        303        303      303  303     303
  POST /admin/sign-out                        -           303     303        303        303      303  303     303
  GET /admin/set-up                           -           404     404        404        404      404  404     404
  POST /admin/set-up                          -           404     404        404        404      404  404     404
  GET /admin/account                          -           303     200        200        200      200  200     200
  POST /admin/account                         -           401     303        303        303      303  303     303
  GET /admin/articles                         -           303     403        200        200      200  200     200
  GET /admin/articles/new                     -           303     403        200        200      200  200     200
  POST /admin/articles                        -           401     403        303        303      303  303     303
  GET /admin/pages/new                        -           303     403        403        403      403  200     200
  POST /admin/pages                           -           401     403        403        403      403  303     303
  GET /admin/articles/:id                     draft       303     403        404        200      200  200     200
  GET /admin/articles/:id                     review      303     403        404        200      200  200     200
  GET /admin/articles/:id                     scheduled   303     403        404        200      200  200     200
  GET /admin/articles/:id                     published   303     403        404        200      200  200     200
  GET /admin/articles/:id                     withdrawn   303     403        404        200      200  200     200
  GET /admin/articles/:id                     page        303     403        404        404      404  200     200
  GET /admin/articles/:id                     nothing     303     403        404        404      404  404     404
  POST /admin/articles/:id                    draft       401     403        404        303      303  303     303
  POST /admin/articles/:id                    review      401     403        404        403      403  303     303
  POST /admin/articles/:id                    scheduled   401     403        404        403      403  303     303
  POST /admin/articles/:id                    published   401     403        404        403      403  303     303
  POST /admin/articles/:id                    withdrawn   401     403        404        403      403  303     303
  POST /admin/articles/:id                    page        401     403        404        404      404  303     303
  POST /admin/articles/:id                    nothing     401     403        404        404      404  404     404
  POST /admin/articles/:id press=add-byline   draft       401     403        404        403      403  303     303
  POST /admin/articles/:id press=submit       draft       401     403        404        303      303  303     303
  POST /admin/articles/:id press=submit       review      401     403        404        403      403  409     409
  POST /admin/articles/:id press=publish      draft       401     403        404        403      403  303     303
  POST /admin/articles/:id press=publish      review      401     403        404        403      403  303     303
  POST /admin/articles/:id press=publish      published   401     403        404        403      403  409     409
  GET /admin/articles/:id/preview             draft       303     403        404        200      200  200     200
  GET /admin/articles/:id/preview             published   303     403        404        200      200  200     200
  GET /admin/articles/:id/preview             page        303     403        404        404      404  200     200
  GET /admin/articles/:id/publish             draft       303     403        403        403      403  200     200
  GET /admin/articles/:id/publish             published   303     403        403        403      403  303     303
  GET /admin/articles/:id/publish             withdrawn   303     403        403        403      403  409     409
  POST /admin/articles/:id/publish            draft       401     403        403        403      403  303     303
  POST /admin/articles/:id/publish            scheduled   401     403        403        403      403  303     303
  POST /admin/articles/:id/publish            published   401     403        403        403      403  409     409
  POST /admin/articles/:id/publish            nothing     401     403        403        403      403  404     404
  POST /admin/articles/:id/publish when=later  draft      401     403        403        403      403  303     303
  POST /admin/articles/:id/publish when=later  published  401     403        403        403      403  409     409
  GET /admin/articles/:id/publish-changes     draft       303     403        403        403      403  303     303
  GET /admin/articles/:id/publish-changes     withdrawn   303     403        403        403      403  409     409
  GET /admin/articles/:id/publish-changes     published   303     403        403        403      403  200     200
  POST /admin/articles/:id/publish-changes    draft       401     403        403        403      403  409     409
  POST /admin/articles/:id/publish-changes    changed     401     403        403        403      403  303     303
  POST /admin/articles/:id/send-back          review      401     403        403        403      403  303     303
  POST /admin/articles/:id/send-back          draft       401     403        403        403      403  409     409
  POST /admin/articles/:id/unschedule         scheduled   401     403        403        403      403  303     303
  POST /admin/articles/:id/withdraw           published   401     403        403        403      403  303     303
  POST /admin/articles/:id/withdraw           page        401     403        403        403      403  303     303
  POST /admin/articles/:id/reinstate          withdrawn   401     403        403        403      403  303     303
  GET /admin/waiting                          -           303     403        200        200      200  200     200
  POST /admin/bulk                            draft       401     403        409        303      303  303     303
  POST /admin/bulk                            published   401     403        409        409      409  303     303
  GET /admin/articles/:id/filing              draft       303     403        404        200      200  200     200
  GET /admin/articles/:id/filing              published   303     403        404        403      403  200     200
  GET /admin/articles/:id/filing              page        303     403        404        404      404  409     409
  POST /admin/articles/:id/filing             draft       401     403        404        303      303  303     303
  POST /admin/articles/:id/filing             review      401     403        404        403      403  303     303
  POST /admin/articles/:id/filing             published   401     403        404        403      403  303     303
  POST /admin/articles/:id/filing             page        401     403        404        404      404  409     409
  GET /admin/assignments/new                  -           303     403        403        403      403  200     200
  POST /admin/assignments                     -           401     403        403        403      403  303     303
  POST /admin/articles/:id/assignment         draft       401     403        403        403      403  303     303
  POST /admin/articles/:id/assignment         published   401     403        403        403      403  303     303
  POST /admin/articles/:id/assignment         page        401     403        403        403      403  409     409
  GET /admin/calendar                         -           303     403        200        200      200  200     200
  POST /admin/articles/:id/discard            draft       401     403        404        403      303  303     303
  POST /admin/articles/:id/discard            review      401     403        404        403      403  303     303
  POST /admin/articles/:id/discard            page        401     403        404        404      404  409     409
  POST /admin/articles/:id/discard            published   401     403        404        403      403  409     409
  POST /admin/articles/:id/discard            held        401     403        404        403      409  409     409
  POST /admin/articles/:id/discard            discarded   401     403        404        404      409  409     409
  GET /admin/articles/:id                     discarded   303     403        404        404      410  410     410
  GET /admin/articles/:id/preview             discarded   303     403        404        404      404  404     404
  GET /admin/discarded                        -           303     403        200        200      200  200     200
  POST /admin/articles/:id/bring-back         discarded   401     403        404        404      303  303     303
  POST /admin/articles/:id/bring-back         draft       401     403        404        404      404  404     404
  POST /admin/articles/:id/delete             discarded   401     403        403        403      403  403     303
  POST /admin/articles/:id/delete             draft       401     403        403        403      403  403     404
  POST /admin/articles/:id/hold               draft       401     403        403        403      403  303     303
  POST /admin/articles/:id/hold               scheduled   401     403        403        403      403  303     303
  POST /admin/articles/:id/hold               published   401     403        403        403      403  303     303
  POST /admin/articles/:id/hold               held        401     403        403        403      403  409     409
  POST /admin/articles/:id/lift               held        401     403        403        403      403  403     303
  POST /admin/articles/:id/lift               draft       401     403        403        403      403  409     409
  POST /admin/articles/:id press=publish      held        401     403        404        403      403  422     422
  GET /admin/articles/:id/publish             held        303     403        403        403      403  200     200
  POST /admin/articles/:id/publish            held        401     403        403        403      403  422     422
  POST /admin/articles/:id/publish when=later  held       401     403        403        403      403  422     422
  GET /admin/articles/:id/redact              published   303     403        403        403      403  403     200
  GET /admin/articles/:id/redact              draft       303     403        403        403      403  403     409
  POST /admin/articles/:id/redact             withdrawn   401     403        403        403      403  403     303
  POST /admin/articles/:id/redact             published   401     403        403        403      403  403     422
  POST /admin/articles/:id/redact             draft       401     403        403        403      403  403     409
  GET /admin/articles/:id/revisions           draft       303     403        404        200      200  200     200
  GET /admin/articles/:id/revisions           published   303     403        404        200      200  200     200
  GET /admin/articles/:id/revisions           page        303     403        404        404      404  200     200
  GET /admin/articles/:id/revisions/difference  redrafted  303    403        404        200      200  200     200
  GET /admin/articles/:id/revisions/difference  changed   303     403        404        200      200  200     200
  GET /admin/articles/:id/revisions/:revision  redrafted  303     403        404        200      200  200     200
  GET /admin/articles/:id/revisions/:revision  withdrawn  303     403        404        200      200  200     200
  GET /admin/articles/:id/revisions/:revision  page       303     403        404        404      404  200     200
  POST /admin/articles/:id/revisions/:revision/restore  redrafted  401  403  404     303      303  303     303
  POST /admin/articles/:id/revisions/:revision/restore  changed  401  403    404     403      403  303     303
  POST /admin/articles/:id/revisions/:revision/restore  draft  401  403      404     409      409  409     409
  GET /admin/tasks                            -           303     403        403        403      403  200     200
  POST /admin/articles/:id/tasks/:task/close  published   401     403        403        403      403  303     303
  POST /admin/articles/:id/tasks/:task/close  page        401     403        403        403      403  303     303
  POST /admin/articles/:id/notes              draft       401     403        404        303      303  303     303
  POST /admin/articles/:id/notes              published   401     403        404        303      303  303     303
  POST /admin/articles/:id/notes              page        401     403        404        404      404  303     303
  POST /admin/articles/:id/notes/:note/remove  review     401     403        404        403      303  303     303
  POST /admin/articles/:id/preview-links      draft       401     403        404        200      200  200     200
  POST /admin/articles/:id/preview-links      review      401     403        404        403      403  200     200
  POST /admin/articles/:id/preview-links      changed     401     403        404        403      403  200     200
  POST /admin/articles/:id/preview-links      published   401     403        404        403      403  409     409
  POST /admin/articles/:id/preview-links      withdrawn   401     403        404        403      403  409     409
  POST /admin/articles/:id/preview-links      page        401     403        404        404      404  409     409
  POST /admin/articles/:id/preview-links/:link/revoke  draft  401  403       404        303      303  303     303
  POST /admin/articles/:id/preview-links/:link/revoke  review  401  403      404        403      303  303     303
  POST /admin/articles/:id/duplicate          draft       401     403        404        303      303  303     303
  POST /admin/articles/:id/duplicate          published   401     403        404        303      303  303     303
  POST /admin/articles/:id/duplicate          page        401     403        404        404      404  303     303
  POST /admin/articles/:id/translate          draft       401     403        404        303      303  303     303
  POST /admin/articles/:id/translate          published   401     403        404        303      303  303     303
  POST /admin/articles/:id/translate          page        401     403        404        404      404  303     303
  POST /admin/articles/:id/template           draft       401     403        403        403      403  303     303
  POST /admin/articles/:id/template           page        401     403        403        403      403  303     303
  GET /admin/templates                        -           303     403        200        200      200  200     200
  POST /admin/templates/:id/start             kept        401     403        303        303      303  303     303
  POST /admin/templates/:id/start             page        401     403        403        403      403  303     303
  POST /admin/templates/:id/rename            kept        401     403        403        403      403  303     303
  POST /admin/templates/:id/remove            kept        401     403        403        403      403  303     303
  POST /admin/articles/new/autosave           -           401     403        200        200      200  200     200
  POST /admin/pages/new/autosave              -           401     403        403        403      403  200     200
  POST /admin/articles/:id/autosave           draft       401     403        404        200      200  200     200
  POST /admin/articles/:id/autosave           review      401     403        404        200      200  200     200
  POST /admin/articles/:id/autosave           published   401     403        404        200      200  200     200
  POST /admin/articles/:id/autosave           page        401     403        404        404      404  200     200
  POST /admin/articles/:id/autosave           nothing     401     403        404        404      404  404     404
  GET /admin/autosaves/:draft                 -           303     403        200        200      200  200     200
  POST /admin/autosaves/:draft/discard        -           401     403        303        303      303  303     303
  POST /admin/articles/:id/presence           draft       401     403        404        200      200  200     200
  POST /admin/articles/:id/presence           review      401     403        404        200      200  200     200
  POST /admin/articles/:id/presence           page        401     403        404        404      404  200     200
  POST /admin/articles/:id/presence           nothing     401     403        404        404      404  404     404
  POST /admin/articles/:id/presence/leave     draft       401     403        404        204      204  204     204
  POST /admin/articles/:id/presence/leave     page        401     403        404        404      404  204     204
  GET /admin/inserts/stories                  -           303     403        200        200      200  200     200
  GET /admin/inserts/story                    -           303     403        200        200      200  200     200
  GET /admin/inserts/pictures                 -           303     403        200        200      200  200     200
  GET /admin/inserts/pictures/:id             -           303     403        200        200      200  200     200
  POST /admin/inserts/post                    -           401     403        422        422      422  422     422
  POST /admin/inserts/video                   -           401     403        422        422      422  422     422
  POST /admin/inserts/pictures                -           401     403        422        422      422  422     422
  GET /admin/personal-data                    -           303     403        403        403      403  403     200
  POST /admin/personal-data                   -           401     403        403        403      403  403     200
  POST /admin/personal-data/export            -           401     403        403        403      403  403     200
  POST /admin/personal-data/erase             -           401     403        403        403      403  403     303
  GET /admin/comments                         -           303     200        403        403      403  200     200
  GET /admin/comments/:id                     held        303     200        403        403      403  200     200
  GET /admin/comments/:id/person              held        303     200        403        403      403  200     200
  POST /admin/comments/:id/publish            held        401     303        403        403      403  303     303
  POST /admin/comments/:id/reject             held        401     303        403        403      403  303     303
  POST /admin/comments/:id/hold               published   401     303        403        403      403  303     303
  POST /admin/comments/:id/pick               held        401     303        403        403      403  303     303
  POST /admin/comments/:id/unpick             picked      401     303        403        403      403  303     303
  POST /admin/comments/:id/keep               reported    401     303        403        403      403  303     303
  POST /admin/comments/:id/publish            published   401     409        403        403      403  409     409
  GET /admin/comments/:id/ban                 held        303     200        403        403      403  200     200
  POST /admin/comments/:id/ban                held        401     303        403        403      403  303     303
  GET /admin/comments/bans                    held        303     200        403        403      403  200     200
  POST /admin/comments/bans/:id/lift          held        401     303        403        403      403  303     303
  GET /admin/comments/flood                   held        303     200        403        403      403  200     200
  POST /admin/comments/flood                  held        401     303        403        403      403  303     303
  POST /admin/comments/flood/end              held        401     303        403        403      403  303     303
  GET /admin/comments/note                    held        303     200        403        403      403  200     200
  POST /admin/comments/note                   held        401     303        403        403      403  303     303
  POST /admin/comments/:id/strike             held        401     303        403        403      403  303     303
  POST /admin/comments/:id/answer             published   401     303        403        403      403  303     303
  POST /admin/comments/:id/answer             held        401     422        403        403      403  422     422
  POST /admin/comments/decide                 held        401     303        403        403      403  303     303
  POST /admin/comments/claims                 held        401     200        403        403        403  200     200
  POST /admin/comments/undo                   held        401     303        403        403      403  303     303
  GET /admin/reports                          -           303     403        403        403      403  200     200
  POST /admin/reports/:id/correct             open        401     403        403        403      403  303     303
  POST /admin/reports/:id/settle              corrected   401     403        403        403      403  303     303
  POST /admin/reports/:id/decline             open        401     403        403        403      403  303     303
  POST /admin/reports/:id/reopen              open        401     403        403        403      403  303     303
  GET /admin/sections                         -           303     403        403        403      403  200     200
  GET /admin/sections/new                     -           303     403        403        403      403  403     200
  POST /admin/sections                        -           401     403        403        403      403  403     303
  GET /admin/sections/:id                     -           303     403        403        403      403  403     200
  POST /admin/sections/:id                    -           401     403        403        403      403  403     303
  POST /admin/sections/:id/move               -           401     403        403        403      403  403     303
  GET /admin/sections/:id/delete              -           303     403        403        403      403  403     200
  POST /admin/sections/:id/delete             -           401     403        403        403      403  403     303
  GET /admin/topics                           -           303     403        403        403      403  200     200
  GET /admin/topics/:id                       -           303     403        403        403      403  200     200
  POST /admin/topics/:id                      -           401     403        403        403      403  303     303
  GET /admin/topics/:id/delete                -           303     403        403        403      403  200     200
  POST /admin/topics/:id/delete               -           401     403        403        403      403  303     303
  GET /admin/series                           -           303     403        403        403      403  200     200
  GET /admin/series/:id                       -           303     403        403        403      403  200     200
  POST /admin/series/:id                      -           401     403        403        403      403  303     303
  GET /admin/series/:id/delete                -           303     403        403        403      403  200     200
  POST /admin/series/:id/delete               -           401     403        403        403      403  303     303
  GET /admin/topics/:id/merge                 -           303     403        403        403      403  200     200
  POST /admin/topics/:id/merge                -           401     403        403        403      403  303     303
  GET /admin/redirects                        -           303     403        403        403      403  200     200
  POST /admin/redirects/remove                -           401     403        403        403      403  303     303
  GET /admin/settings                         -           303     403        403        403      403  403     200
  POST /admin/settings                        -           401     403        403        403      403  403     303
  POST /admin/settings/checks                 -           401     403        403        403      403  403     303
  POST /admin/settings/pages                  -           401     403        403        403      403  403     303
  GET /admin/settings/comments                -           303     403        403        403      403  403     200
  POST /admin/settings/comments/rules         -           401     403        403        403      403  403     303
  POST /admin/settings/comments/closing       -           401     403        403        403      403  403     303
  POST /admin/settings/comments/words         -           401     403        403        403      403  403     303
  POST /admin/settings/comments/words/:id/remove  -       401     403        403        403      403  403     303
  POST /admin/settings/comments/spam          -           401     403        403        403      403  403     303
  POST /admin/settings/comments/test          -           401     403        403        403      403  403     200
  GET /admin/activity                         -           303     403        403        403      403  200     200
  GET /admin/activity/export                  -           303     403        403        403      403  403     200
  GET /admin/front                            -           303     403        403        403      403  200     200
  POST /admin/front                           -           401     403        403        403      403  303     303
  POST /admin/front/undo                      -           401     403        403        403      403  303     303
  GET /admin/front/states                     -           303     403        403        403      403  200     200
  GET /admin/front/states/:state              -           303     403        403        403      403  200     200
  POST /admin/front/states/:state/revert      -           401     403        403        403      403  303     303
  POST /admin/front/prepared                  -           401     403        403        403      403  303     303
  GET /admin/front/prepared/:id               -           303     403        403        403      403  200     200
  POST /admin/front/prepared/:id              -           401     403        403        403      403  303     303
  POST /admin/front/prepared/:id/undo         -           401     403        403        403      403  303     303
  GET /admin/front/prepared/:id/states        -           303     403        403        403      403  200     200
  GET /admin/front/prepared/:id/states/:state  -          303     403        403        403      403  200     200
  POST /admin/front/prepared/:id/states/:state/revert  -  401     403        403        403      403  303     303
  GET /admin/front/prepared/:id/preview       -           303     403        403        403      403  200     200
  POST /admin/front/prepared/:id/launch       -           401     403        403        403      403  303     303
  POST /admin/front/prepared/:id/discard      -           401     403        403        403      403  303     303
  GET /admin/breaking                         -           303     403        403        403      403  200     200
  POST /admin/breaking                        -           401     403        403        403      403  303     303
  POST /admin/breaking/end                    -           401     403        403        403      403  303     303
  GET /admin/people                           -           303     403        403        403      403  200     200
  GET /admin/people/invite                    -           303     403        403        403      403  403     200
  POST /admin/people/invite                   -           401     403        403        403      403  403     303
  GET /admin/people/guest                     -           303     403        403        403      403  200     200
  POST /admin/people/guest                    -           401     403        403        403      403  303     303
  GET /admin/people/:id                       member      303     403        403        403      403  403     200
  GET /admin/people/:id                       left        303     403        403        403      403  403     200
  GET /admin/people/:id                       guest       303     403        403        403      403  200     200
  POST /admin/people/:id                      member      401     403        403        403      403  403     303
  POST /admin/people/:id                      left        401     403        403        403      403  403     303
  POST /admin/people/:id                      guest       401     403        403        403      403  303     303
  GET /admin/people/:id/close                 member      303     403        403        403      403  403     200
  POST /admin/people/:id/close                member      401     403        403        403      403  403     303
  POST /admin/people/:id/close                guest       401     403        403        403      403  403     409
  GET /admin/people/:id/remove                guest       303     403        403        403      403  200     200
  POST /admin/people/:id/remove               guest       401     403        403        403      403  303     303
  POST /admin/people/:id/remove               left        401     403        403        403      403  403     409
  GET /admin/people/:id/invite                guest       303     403        403        403      403  403     200
  GET /admin/people/:id/invite                member      303     403        403        403      403  403     409
  POST /admin/people/:id/invite               guest       401     403        403        403      403  403     303
  POST /admin/people/:id/invite               left        401     403        403        403      403  403     303
  POST /admin/invitations/:id/again           -           401     403        403        403      403  403     303
  POST /admin/invitations/:id/revoke          -           401     403        403        403      403  403     303
  GET /admin/invitation/:token                -           200     200        200        200      200  200     200
  POST /admin/invitation/:token               -           303     303        303        303      303  303     303
`;

export const [, ...columns] = cells(matrix.trim().split('\n')[0] ?? '').slice(1);
export const rows = [
  ...matrix.trim().split('\n').slice(1),
  ...libraryRights.trim().split('\n'),
  ...signInRights.trim().split('\n'),
]
  .map(cells)
  .map(([route = '', of = '', ...answers]) => ({ route, of, answers: answers.map(Number) }));

function cells(line: string): string[] {
  return line.trim().split(/\s{2,}/);
}
