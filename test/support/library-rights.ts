/** Of the library's routes, in the columns of rights.ts. */
export const libraryRights = `
  GET /admin/media                            -           303     403        200        200      200  200     200
  POST /admin/media                           -           401     403        422        422      422  422     422
  GET /admin/media/:id                        -           303     403        200        200      200  200     200
  POST /admin/media/:id                       -           401     403        403        403      303  303     303
  POST /admin/media/:id/replace               -           401     403        403        403      422  422     422
  POST /admin/media/:id/remove                -           401     403        403        403      303  303     303
  GET /admin/media/recordings                 -           303     403        200        200      200  200     200
  GET /admin/media/recordings/:id             -           303     403        200        200      200  200     200
  POST /admin/media/recordings/:id            -           401     403        403        403      303  303     303
  POST /admin/media/recordings/:id/remove     -           401     403        403        403      303  303     303
  POST /admin/media/recordings/:id/tracks     -           401     403        422        422      422  422     422
  GET /admin/media/documents                  -           303     403        200        200      200  200     200
  GET /admin/media/documents/:id              -           303     403        200        200      200  200     200
  POST /admin/media/documents/:id             -           401     403        403        403      303  303     303
  POST /admin/media/documents/:id/remove      -           401     403        403        403      303  303     303
  POST /admin/media/recordings/:id/tracks/:track/remove  -  401   403        403        403      303  303     303
`;
