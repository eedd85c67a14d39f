import { closeKept } from './kept.js';

export default closeKept;
