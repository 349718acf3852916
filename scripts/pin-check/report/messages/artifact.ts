export const artifactDescriptions = {};
