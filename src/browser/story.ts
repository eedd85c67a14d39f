/* All that a story's page runs. */
import './comments.ts';
import './share.ts';
