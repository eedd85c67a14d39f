/** Rows of the matrix in rights.ts: how people sign in. */
export const signInRights = `
  GET /admin/second-step                      -           303     303        303        303      303  303     303
  POST /admin/second-step                     -           401     303        303        303      303  303     303
  POST /admin/prove                           -           401     303        303        303      303  303     303
  GET /admin/account/second-step              -           303     200        200        200      200  200     200
  POST /admin/account/second-step             -           401     422        422        422      422  422     422
  POST /admin/account/second-step/codes       -           401     409        409        409      409  409     409
  POST /admin/account/second-step/end         -           401     409        409        409      409  409     409
  POST /admin/passkey/options                 -           200     200        200        200      200  200     200
  POST /admin/passkey                         -           422     422        422        422      422  422     422
  GET /admin/account/passkeys                 -           303     200        200        200      200  200     200
  POST /admin/account/passkeys                -           401     422        422        422      422  422     422
  POST /admin/account/passkeys/:id            -           401     404        404        404      404  404     404
  POST /admin/account/passkeys/:id/remove     -           401     404        404        404      404  404     404
  GET /admin/account/sessions                 -           303     200        200        200      200  200     200
  POST /admin/account/sessions                -           401     404        404        404      404  404     404
  GET /admin/reset                            -           200     200        200        200      200  200     200
  POST /admin/reset                           -           303     303        303        303      303  303     303
  GET /admin/reset/:token                     -           404     404        404        404      404  404     404
  POST /admin/reset/:token                    -           404     404        404        404      404  404     404
  GET /admin/account/password                 -           303     200        200        200      200  200     200
  POST /admin/account/password                -           401     422        422        422      422  422     422
  GET /admin/settings/sign-in                 -           303     403        403        403      403  403     200
  POST /admin/settings/sign-in                -           401     403        403        403      403  403     303
  GET /admin/people/:id/second-step           member      303     403        403        403      403  403     200
  POST /admin/people/:id/second-step          member      401     403        403        403      403  403     303
  GET /admin/people/:id/sessions              member      303     403        403        403      403  403     200
  POST /admin/people/:id/sessions             member      401     403        403        403      403  403     303
`;
