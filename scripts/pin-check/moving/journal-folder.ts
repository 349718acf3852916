/** The folder that holds the old files while new ones take their place. It exists only in between. */
export const journalFolder = ".pin-check-bump";
