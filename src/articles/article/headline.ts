/** Characters of a headline after which most lists and search engines cut it. The editor in the browser counts by it, too. */
export const comfortableHeadline = 70;
